"""The promise: what a call offers, asks and judges by."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Rubric(models.Model):
    """Criteria by which applications are judged, from 0 to `top_level`. Frozen with its first announced call."""

    title = models.CharField(max_length=120)
    top_level = models.PositiveSmallIntegerField(default=4)
    least_total = models.PositiveSmallIntegerField(default=50)
    frozen_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """One question of merit, with an integer weight. A gate criterion at level 0 means below threshold."""

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    title = models.JSONField(default=dict)
    question = models.JSONField(default=dict)
    weight = models.PositiveSmallIntegerField()
    is_gate = models.BooleanField(default=False)
    question_keys = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "key"], name="criterion_key_once"),
            models.CheckConstraint(condition=models.Q(weight__gte=1, weight__lte=100), name="criterion_weight"),
        ]

    def __str__(self) -> str:
        return self.key


class Anchor(models.Model):
    """Words saying what one level of one criterion looks like."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="anchors")
    level = models.PositiveSmallIntegerField()
    name = models.JSONField(default=dict)
    text = models.JSONField(default=dict)

    class Meta:
        ordering = ["level"]
        constraints = [models.UniqueConstraint(fields=["criterion", "level"], name="anchor_level_once")]

    def __str__(self) -> str:
        return f"{self.criterion} {self.level}"


class CallKind(models.TextChoices):
    TIMED = "timed", _("Opens and closes on dates")
    ROLLING = "rolling", _("Always open")


class WhoDecides(models.TextChoices):
    OFFICER = "officer", _("An officer")
    OFFICER_AND_APPROVER = "officer_and_approver", _("An officer, confirmed by an approver")
    PANEL = "panel", _("A panel")
    PANEL_THEN_BOARD = "panel_then_board", _("A panel, confirmed by the board")


class CallStatus(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    ANNOUNCED = "announced", _("Announced")
    ARCHIVED = "archived", _("Archived")
    CANCELLED = "cancelled", _("Cancelled")


# Minutes after closing in which what was started may still be sent: a closed list, so that "in grace" is one query.
GRACE_MINUTES = (0, 15, 30, 60, 120)


class Call(models.Model):
    """A timed or rolling invitation to apply. Amounts are minor units of the funder's currency.

    No `districts` means everywhere that the funder works. `themes` are terms of the outcomes vocabulary.
    `announced_reason` says why the call was announced in spite of warnings. `form_mended_at` is when its form was
    mended last (`FormMend`). `host_fee_percent` is the most that an organisation which holds the money for a group may
    keep, in whole percent of the grant. `needs_quiz`: nothing is sent before the quiz was passed. A call that `renews`
    an earlier one is for the groups that were offered a grant there, from what they wrote then.
    A rehearsal is made from the call that it `rehearses`, for the officer who `created_by` it and for one group made
    for the purpose. It names the fund that it would draw on, and no money ever moves for it.
    """

    code = models.SlugField(max_length=20, unique=True)
    title = models.CharField(max_length=120)
    summary = models.TextField(blank=True)
    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="+")
    financial_year = models.PositiveSmallIntegerField()
    budget_amount = models.BigIntegerField()
    smallest_amount = models.BigIntegerField()
    largest_amount = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=CallKind.choices, default=CallKind.TIMED)
    who_decides = models.CharField(max_length=22, choices=WhoDecides.choices, default=WhoDecides.PANEL_THEN_BOARD)
    status = models.CharField(max_length=10, choices=CallStatus.choices, default=CallStatus.DRAFT)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    grace_minutes = models.PositiveSmallIntegerField(default=30)
    decision_by = models.DateField(null=True, blank=True)
    decision_working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    asks_sign_off = models.BooleanField(default=False)
    needs_quiz = models.BooleanField(default=False)
    longest_months = models.PositiveSmallIntegerField(default=12)
    host_fee_percent = models.PositiveSmallIntegerField(default=10)
    quiz = models.ForeignKey(
        "questions.Questionnaire", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    form = models.ForeignKey(
        "questions.Questionnaire", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    report_form = models.ForeignKey(
        "questions.Questionnaire", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    quiz_version = models.ForeignKey(
        "questions.Version", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    form_version = models.ForeignKey(
        "questions.Version", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    report_version = models.ForeignKey(
        "questions.Version", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    form_mended_at = models.DateTimeField(null=True, blank=True)
    rubric = models.ForeignKey(Rubric, null=True, blank=True, on_delete=models.PROTECT, related_name="calls")
    districts = models.ManyToManyField("reference.District", blank=True, related_name="+")
    themes = models.ManyToManyField("reference.Term", blank=True, related_name="+")
    programme_code = models.CharField(max_length=40, blank=True)
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers")
    renews = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewals")
    is_rehearsal = models.BooleanField(default=False)
    rehearses = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="rehearsals")
    rehearsal_group = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(null=True, blank=True)
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    announced_reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="rolling", closes_at=None)
                | models.Q(kind="timed", closes_at__gt=models.F("opens_at")),
                name="call_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(smallest_amount__gte=0, largest_amount__gte=models.F("smallest_amount")),
                name="call_amounts_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(announced_at=None, announced_by=None)
                | models.Q(announced_at__isnull=False, announced_by__isnull=False),
                name="call_announced_by",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by=None)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="call_ended_by",
            ),
            models.CheckConstraint(condition=models.Q(grace_minutes__in=GRACE_MINUTES), name="call_grace_known"),
            models.CheckConstraint(condition=models.Q(host_fee_percent__lte=100), name="call_host_fee_percent"),
            models.CheckConstraint(
                condition=models.Q(renews=None) | ~models.Q(renews=models.F("id")), name="call_renews_another"
            ),
            models.CheckConstraint(
                condition=models.Q(rehearses=None, rehearsal_group=None)
                | models.Q(is_rehearsal=True, rehearses__isnull=False, rehearsal_group__isnull=False),
                name="call_rehearsal_of_one",
            ),
            models.UniqueConstraint(
                fields=["rehearses", "created_by"],
                condition=models.Q(is_rehearsal=True, status="announced"),
                name="call_rehearsed_once_by",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "opens_at", "id"], name="call_by_status"),
            models.Index(fields=["opens_at"], condition=models.Q(is_rehearsal=True), name="call_rehearsals"),
        ]

    def __str__(self) -> str:
        return self.title


class ClosingChange(models.Model):
    """A closing date that was moved after the call was announced, with the reason that everybody reads.

    `told_at` says when a job had told all groups with a draft.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="closing_changes")
    before = models.DateTimeField()
    closes_at = models.DateTimeField()
    reason = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(closes_at__gt=models.F("before")), name="closing_moved_later")
        ]
        indexes = [models.Index(fields=["told_at"], condition=models.Q(told_at=None), name="closing_change_to_tell")]

    def __str__(self) -> str:
        return f"{self.call} closes {self.closes_at:%Y-%m-%d %H:%M}"


class FormMend(models.Model):
    """A mistake in a form, quiz or report form of an announced call that a newer version mends. All read the reason.

    `changes` names the questions added, changed and removed (`questions.rules.changes_record`). `moved_at` says when a
    job had brought the last draft over, `told_at` when it had told all groups with a draft.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="form_mends")
    before = models.ForeignKey("questions.Version", on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey("questions.Version", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    changes = models.JSONField()
    mended_at = models.DateTimeField()
    mended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["call", "after"], name="form_mend_once")]
        indexes = [models.Index(fields=["told_at"], condition=models.Q(told_at=None), name="form_mend_to_tell")]

    def __str__(self) -> str:
        return f"{self.call}: {self.after}"


class QuizStop(models.Model):
    """How many times the quiz of a call ended at a question on a day. Counts only: nobody is remembered."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="quiz_stops")
    question_key = models.SlugField(max_length=40)
    on = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "question_key", "on"], name="quiz_stop_once")]

    def __str__(self) -> str:
        return f"{self.question_key}: {self.count}"


class QuestionPack(models.Model):
    """All that a call asks and judges by, as it was told to the public at a time: words and, once made, files.

    A call whose dates or words change gets a new pack; the newest one counts.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="packs")
    language = models.CharField(max_length=10)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    file_claimed_until = models.DateTimeField(null=True, blank=True)
    pdf = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    paper_large = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    word = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "language"], condition=models.Q(made_at=None), name="question_pack_one_waiting"
            ),
            models.CheckConstraint(
                condition=models.Q(made_at=None, word=None, pdf=None)
                | models.Q(made_at__isnull=False, word__isnull=False),
                name="question_pack_made_at",
            ),
        ]
        indexes = [models.Index(fields=["call", "language", "-id"], name="question_pack_newest")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.language}"
