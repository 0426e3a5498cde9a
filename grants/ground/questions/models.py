"""Forms and answers. Questions are rows, versions are frozen; the engine knows no stage of a grant."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.ground.questions.rules.sources import Source


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
    digest of the master text (`rules.translating.Translated`). `unfinished_reason` says why it was published although
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


class AnswerSheet(models.Model):
    """All answers to one version. What may be written now is `writable`: "all", "none", or "keys" with `open_keys`.

    `look_again` names questions that a new version of the form added or changed since the group last saved their page.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, default="en-gb")
    writable = models.CharField(max_length=4, default="all")
    open_keys = models.JSONField(default=list, blank=True)
    look_again = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["language"], name="sheet_by_language")]
        constraints = [
            models.CheckConstraint(condition=models.Q(writable__in=["all", "keys", "none"]), name="sheet_writable")
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class Answer(models.Model):
    """The present answer to one question. `revision` counts the saves; `save_id` names the last one.

    `taken_from` says where the words were taken from when they were not typed here: `rules.reuse` lists the words.
    """

    sheet = models.ForeignKey(AnswerSheet, on_delete=models.CASCADE, related_name="answers")
    key = models.SlugField(max_length=40)
    value = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=0)
    save_id = models.CharField(max_length=36, blank=True)
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.OWN)
    taken_from = models.CharField(max_length=40, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "key"], name="answer_key_once")]

    def __str__(self) -> str:
        return self.key


class AnswerRevision(models.Model):
    """What an answer was before it was changed: the evidence of autosave."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField()
    value = models.JSONField(null=True)
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.OWN)
    taken_from = models.CharField(max_length=40, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "revision"], name="answer_revision_once")]

    def __str__(self) -> str:
        return f"{self.answer} r{self.revision}"


class AnswerFile(models.Model):
    """A file given as (part of) the answer to one question. Removed, not erased, so that receipts stay true.

    A recording stands for a long text: at most one at a time.
    """

    sheet = models.ForeignKey(AnswerSheet, on_delete=models.CASCADE, related_name="files")
    key = models.SlugField(max_length=40)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    is_recording = models.BooleanField(default=False)
    taken_from = models.CharField(max_length=40, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["sheet", "key"], name="answer_file_by_key"),
            models.Index(
                fields=["id"], condition=models.Q(is_recording=True, removed_at=None), name="answer_file_recordings"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "key"],
                condition=models.Q(is_recording=True, removed_at=None),
                name="answer_file_one_recording",
            )
        ]

    def __str__(self) -> str:
        return self.key


class TextKind(models.TextChoices):
    """What somebody writes about an original."""

    TRANSCRIPT = "transcript", _("Written down")
    TRANSLATION = "translation", _("Translated")


class Side(models.TextChoices):
    """For whom somebody wrote it."""

    GROUP = "group", _("by the group")
    OFFICE = "office", _("by the office")


class AnswerText(models.Model):
    """What a recording says, or an answer in another language. Each change is a row that replaces the one before.

    `original` is the SHA-256 of the recording, or of the written answer: when that changes, this no longer belongs.
    """

    sheet = models.ForeignKey(AnswerSheet, on_delete=models.CASCADE, related_name="texts")
    key = models.SlugField(max_length=40)
    original = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=TextKind.choices)
    language = models.CharField(max_length=10)
    text = models.TextField()
    side = models.CharField(max_length=8, choices=Side.choices)
    is_machine = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        indexes = [models.Index(fields=["sheet", "original"], name="answer_text_by_original")]

    def __str__(self) -> str:
        return f"{self.key} {self.kind}"


class TextClaim(models.Model):
    """Somebody of the office writes down, or translates, an original: others see it and take the next one."""

    sheet = models.ForeignKey(AnswerSheet, on_delete=models.CASCADE, related_name="+")
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=12, choices=TextKind.choices)
    claimed_at = models.DateTimeField()
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "key", "kind"], name="text_claim_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.kind}"


class SheetSnapshot(models.Model):
    """Everything a sheet said at one moment, frozen, with its digest. `content` is described in `rules.snapshot`."""

    sheet = models.ForeignKey(AnswerSheet, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="snapshot_number_once")]

    def __str__(self) -> str:
        return f"{self.sheet} snapshot {self.number}"
