"""The ask: an application, the facts it states, and the thread of its case."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    AWAITING_SIGN_OFF = "awaiting_sign_off", _("Waiting for sign-off")
    SUBMITTED = "submitted", _("Sent")
    SENT_BACK = "sent_back", _("Sent back with questions")
    INELIGIBLE = "ineligible", _("Not eligible")
    ELIGIBLE = "eligible", _("Eligible")
    IN_REVIEW = "in_review", _("In review")
    RECOMMENDED = "recommended", _("Recommended")
    DECIDED = "decided", _("Decided, not yet told")
    OFFERED = "offered", _("Offered a grant")
    RESERVED = "reserved", _("On the reserve list")
    DECLINED = "declined", _("Not funded")
    LAPSED = "lapsed", _("Lapsed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Intake(models.TextChoices):
    """How an application came to us where no person of the group wrote it here: the office types in what came on paper
    or was told; a helper writes for a group that has no account yet.
    """

    PAPER = "paper", _("On paper")
    PHONE = "phone", _("On the phone")
    VISIT = "visit", _("Face to face")
    HELPER = "helper", _("By a helper")


# What the office types in.
TYPED_BY_OFFICE = (Intake.PAPER, Intake.PHONE, Intake.VISIT)


class Application(models.Model):
    """One group's request in one call. `reference` is given at the first submit and kept.

    The group owns it; `lead` is who looks after it for the group. `withdrawn_from` is the status that a withdrawal
    ended, so that it can be restored; `forgotten_at` says when what was written in a deleted draft was erased.
    `reminded_for` is the last moment before closing for which the group got a reminder. `copied_from` is the
    application of the same group whose answers this one began with.
    `intake` is empty where the group writes itself. What the office types in came to it on `came_on`, a day in the
    funder's zone; where that was after closing, `late_reason` says why it is taken all the same, and `late_by` who
    said so. Where a helper began it (`started_by`), `backed_at` is when somebody of the group first stood behind it.
    """

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    sheet = models.OneToOneField("questions.AnswerSheet", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=ApplicationStatus.choices, default=ApplicationStatus.DRAFT)
    reference = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=160, blank=True)
    sort_name = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    status_since = models.DateTimeField()
    intake = models.CharField(max_length=6, choices=Intake.choices, blank=True)
    came_on = models.DateField(null=True, blank=True)
    late_reason = models.TextField(blank=True)
    late_at = models.DateTimeField(null=True, blank=True)
    late_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    backed_at = models.DateTimeField(null=True, blank=True)
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sign_off_asked_at = models.DateTimeField(null=True, blank=True)
    sign_off_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sign_off_note = models.TextField(blank=True)
    withdrawn_from = models.CharField(max_length=20, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    reminded_for = models.DateTimeField(null=True, blank=True)
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=~models.Q(reference=""), name="application_reference_once"
            ),
            models.UniqueConstraint(
                fields=["call", "organisation"],
                condition=models.Q(status__in=["draft", "awaiting_sign_off"]),
                name="application_one_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(sign_off_asked_at=None, sign_off_asked_by=None)
                | models.Q(sign_off_asked_at__isnull=False, sign_off_asked_by__isnull=False),
                name="application_sign_off_asked_by",
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_at=None, submitted_by=None)
                | models.Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="application_submitted_by",
            ),
            models.CheckConstraint(
                condition=models.Q(late_at=None, late_by=None, late_reason="")
                | models.Q(late_at__isnull=False, late_by__isnull=False, came_on__isnull=False)
                & ~models.Q(late_reason=""),
                name="application_late_by",
            ),
            models.CheckConstraint(
                condition=models.Q(backed_at=None) | models.Q(intake="helper"), name="application_backed_helper"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "awaiting_sign_off", "lapsed", "withdrawn"])
                | models.Q(submitted_at__isnull=False),
                name="application_submitted_first",
            ),
        ]
        indexes = [
            models.Index(fields=["call", "status", "id"], name="application_by_call"),
            models.Index(fields=["call", "status_since", "id"], name="application_by_call_since"),
            models.Index(fields=["sort_name", "id"], name="application_by_sort_name"),
            models.Index(fields=["status", "status_since", "id"], name="application_by_status"),
            models.Index(fields=["status", "sort_name", "id"], name="application_by_status_name"),
            models.Index(fields=["organisation", "-id"], name="application_by_group"),
            models.Index(fields=["call", "sort_name", "id"], name="application_by_name"),
            models.Index(fields=["status_since", "id"], name="application_by_since"),
            models.Index(fields=["-started_at", "-id"], condition=~models.Q(intake=""), name="application_typed_in"),
        ]

    def __str__(self) -> str:
        return self.reference or f"draft {self.pk}"


class QuizResult(models.Model):
    """That somebody passed the quiz of the call before or while they wrote. The newest counts; none is ever changed.

    `answers` list each question with what was chosen, in every language: {"key", "label", "code", "answer"}.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="quiz_results")
    version = models.ForeignKey("questions.Version", on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.application} quiz"


class Facts(models.Model):
    """What one submission says, in typed columns. Everything downstream reads these, never raw answers."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="facts")
    snapshot = models.OneToOneField("questions.SheetSnapshot", on_delete=models.PROTECT, related_name="+")
    is_current = models.BooleanField(default=True)
    title = models.CharField(max_length=160)
    public_summary = models.TextField(blank=True)
    requested_amount = models.BigIntegerField()
    smallest_amount = models.BigIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    districts = models.JSONField(default=list, blank=True)
    populations = models.JSONField(default=list, blank=True)
    activities = models.JSONField(default=list, blank=True)
    outcomes = models.JSONField(default=list, blank=True)
    contact_emails = models.JSONField(default=list, blank=True)
    contact_phones = models.JSONField(default=list, blank=True)
    excluded_reviewers = models.JSONField(default=list, blank=True)
    host_choice = models.CharField(max_length=40, blank=True)
    safeguarding_choice = models.CharField(max_length=40, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(is_current=True), name="facts_one_current"
            ),
            models.CheckConstraint(condition=models.Q(requested_amount__gt=0), name="facts_amount_positive"),
        ]

    def __str__(self) -> str:
        return self.title


class Message(models.Model):
    """A message in the one thread of a case, between the group and the office.

    `waits_for_office` stands on what a group wrote until somebody of the office reads it: the office's list of news is
    as long as what is unread, whatever was ever written.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="messages")
    is_from_office = models.BooleanField()
    text = models.TextField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    waits_for_office = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["application", "id"], name="message_by_application"),
            models.Index(
                fields=["application"], condition=models.Q(waits_for_office=True), name="message_waits_for_office"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class MessageRead(models.Model):
    """How far somebody has read the thread of a case: a person of the group, or, with nobody named, the office."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reads")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    upto = models.BigIntegerField(default=0)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="message_read_once"),
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(person=None), name="message_read_once_by_office"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} to {self.upto}"


class SentBack(models.Model):
    """Questions that the office sent back to the group about what it had sent: one round, numbered from 1.

    `asked` lists {"key", "why"}; `why` is said once for all of them. `reason` is why the office went past a warning.
    A round is over when the group sent again (`answered_*`, `after`) or the office went on without (`ended_*`).
    `intake` says how the answers came where the office types them in; empty where the group answers itself.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="sent_backs")
    number = models.PositiveSmallIntegerField()
    before = models.ForeignKey("questions.SheetSnapshot", on_delete=models.PROTECT, related_name="+")
    asked = models.JSONField()
    why = models.TextField(blank=True)
    due_on = models.DateField()
    reason = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)
    intake = models.CharField(max_length=6, choices=Intake.choices, blank=True)
    after = models.ForeignKey("questions.SheetSnapshot", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="sent_back_number_once"),
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(answered_at=None, ended_at=None),
                name="sent_back_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None, after=None)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False, after__isnull=False),
                name="sent_back_answered_by",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by=None)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False, answered_at=None),
                name="sent_back_ended_by",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=models.Q(answered_at=None, ended_at=None),
                name="sent_back_open_by_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} round {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether the questions are with the group."""
        return self.answered_at is None and self.ended_at is None

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the questions asked."""
        return frozenset(row["key"] for row in self.asked)
