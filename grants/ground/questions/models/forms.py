"""Forms: questionnaires, their versions, sections and questions, and the bank of questions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    QUIZ = "quiz", _("Eligibility quiz")
    APPLICATION = "application", _("Application form")
    REPORT = "report", _("Report form")


class Questionnaire(models.Model):
    """A form that changes over time through its versions."""

    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    title = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="questionnaire_by_date"),
            models.Index(fields=["purpose", "-created_at", "-id"], name="questionnaire_by_purpose"),
        ]

    def __str__(self) -> str:
        return self.title


class VersionStatus(models.TextChoices):
    DRAFT = "draft", _("Being written")
    PUBLISHED = "published", _("Published")


class Version(models.Model):
    """One state of a questionnaire. Published versions never change, nor do their translations.

    `checks` compare answers of different questions ("asked for at most 15,000"); `rules.checks` describes them.
    `languages` are those in which it is offered besides the one it is written in. `translated` dates translations by a
    digest of the master text (`kit.translating.Translated`). `unfinished_reason` says why it was published although
    a translation was not complete.
    """

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=VersionStatus.choices, default=VersionStatus.DRAFT)
    reason = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    checks = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    translated = models.JSONField(default=dict, blank=True)
    unfinished_reason = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["questionnaire"], condition=models.Q(status="draft"), name="version_one_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft", published_at=None)
                | models.Q(status="published", published_at__isnull=False),
                name="version_published_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire} v{self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether it may still change."""
        return self.status == VersionStatus.DRAFT


class Section(models.Model):
    """A task on the applicant's list: a few questions that belong together. `show_if` is as on a question."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=40)
    title = models.JSONField(default=dict)
    intro = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField()
    show_if = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="section_key_once")]

    def __str__(self) -> str:
        return self.key


class QuestionType(models.TextChoices):
    SHORT_TEXT = "short_text", _("One line of text")
    LONG_TEXT = "long_text", _("Longer text with a word limit")
    NUMBER = "number", _("A whole number")
    MONEY = "money", _("An amount of money")
    DATE = "date", _("A date")
    DATE_RANGE = "date_range", _("A start and an end")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One choice")
    CHOICES = "choices", _("Several choices")
    DECLARATION = "declaration", _("A statement to tick")
    EMAIL = "email", _("An email address")
    PHONE = "phone", _("A phone number")
    FILE = "file", _("Files")
    BUDGET = "budget", _("A budget table")
    TABLE = "table", _("A table with columns of your own")
    PEOPLE = "people", _("People to contact")
    ADDRESS = "address", _("An address")
    ORGANISATION = "organisation", _("An organisation")
    DISTRICTS = "districts", _("Places from your list")
    TERMS = "terms", _("Words from a vocabulary")
    INDICATORS = "indicators", _("Signs of change and targets")
    NOTE = "note", _("Words to read, nothing to answer")


class Meaning(models.TextChoices):
    """What an answer stands for in the rest of the house. At most once in a version."""

    PROJECT_TITLE = "project_title", _("Title of the project")
    PUBLIC_SUMMARY = "public_summary", _("Summary that may be published")
    AMOUNT_REQUESTED = "amount_requested", _("Amount asked for")
    SMALLEST_AMOUNT = "smallest_amount", _("Smallest amount that would still work")
    BUDGET = "budget", _("Budget")
    START = "start", _("Start date")
    END = "end", _("End date")
    PERIOD = "period", _("Start and end dates")
    DISTRICTS = "districts", _("Places")
    POPULATIONS = "populations", _("Who it is for")
    ACTIVITIES = "activities", _("Activities")
    OUTCOMES = "outcomes", _("Outcomes")
    TARGETS = "targets", _("Signs of change and targets")
    CONTACTS = "contacts", _("People to contact")
    GROUP_NAME = "group_name", _("Name of the group")
    LEGAL_FORM = "legal_form", _("Kind of group")
    HOST = "host", _("Who can hold the money")
    EXCLUDED_REVIEWERS = "excluded_reviewers", _("People who should not review")
    SAFEGUARDING = "safeguarding", _("Keeping people safe")
    SPEND = "spend", _("Money spent")
    PEOPLE_REACHED = "people_reached", _("Different people who took part")
    ATTENDANCES = "attendances", _("Attendances in total")
    FEEL_PART = "feel_part", _("People who feel more part of the community")
    PEOPLE_ASKED = "people_asked", _("People who answered that question")
    PHOTO = "photo", _("Photos")
    PHOTO_CONSENT = "photo_consent", _("Whether photos may be published")
    STORY = "story", _("What happened, in the group's words")


class Use(models.TextChoices):
    """What an answer is used for, told to whoever is asked."""

    ELIGIBILITY = "eligibility", _("To see whether you can apply")
    JUDGING = "judging", _("To judge your application")
    PAYMENT = "payment", _("To pay you")
    REPORTING = "reporting", _("To show what the money did")
    CONTACT = "contact", _("To keep in touch")


class Readers(models.TextChoices):
    """Who reads an answer, besides the group itself."""

    PANEL = "panel", _("Panel and office")
    OFFICE = "office", _("The office only")
    FINANCE = "finance", _("Officers and finance only")


class Asked(models.Model):
    """What is asked, in a form or in the bank. `settings` holds limits, options and columns by type."""

    key = models.SlugField(max_length=40)
    type = models.CharField(max_length=20, choices=QuestionType.choices)
    label = models.JSONField(default=dict)
    help = models.JSONField(default=dict, blank=True)
    why = models.JSONField(default=dict, blank=True)
    meaning = models.CharField(max_length=30, choices=Meaning.choices, blank=True)
    is_required = models.BooleanField(default=True)
    settings = models.JSONField(default=dict, blank=True)
    use = models.CharField(max_length=12, choices=Use.choices, blank=True)
    readers = models.CharField(max_length=10, choices=Readers.choices, default=Readers.PANEL)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key


class Question(Asked):
    """One thing asked in a version. `key` is stable across versions.

    `show_if` is empty, or {"all": [clause, …]} or {"any": [clause, …]} over earlier answers; a clause is
    {"key", "test", "value"}, described in `rules.conditions`. Which criterion an answer is judged by, the rubric says
    (`calls.Criterion.question_keys`).
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="questions")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    show_if = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["section__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="question_key_once"),
            models.UniqueConstraint(
                fields=["version", "meaning"], condition=~models.Q(meaning=""), name="question_meaning_once"
            ),
        ]


class BankedQuestion(Asked):
    """A question kept under a name, to be put into any form. `words` is what searching looks through."""

    name = models.CharField(max_length=120)
    sort_name = models.CharField(max_length=120, unique=True)
    words = models.TextField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["sort_name", "id"], name="banked_by_name"),
            models.Index(fields=["-kept_at", "-id"], name="banked_by_date"),
        ]
