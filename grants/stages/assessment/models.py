"""The judgement: panels and their members, conflicts, reviews and scores, recommendations and decisions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PanelStatus(models.TextChoices):
    PREPARING = "preparing", _("Being prepared")
    SCORING = "scoring", _("Scoring")
    MEETING = "meeting", _("Meeting")
    DECIDED = "decided", _("Decided")
    RELEASED = "released", _("Released")


class Panel(models.Model):
    """The people and the sitting that judge one batch of a call.

    `closed_reason` says why scoring ended although some applications had too few reviews.
    """

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=PanelStatus.choices, default=PanelStatus.PREPARING)
    scores_due_at = models.DateTimeField(null=True, blank=True)
    reviews_each = models.PositiveSmallIntegerField(default=3)
    closed_reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["call", "id"], name="panel_by_call")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(released_at=None, released_by=None)
                | models.Q(released_at__isnull=False, released_by__isnull=False),
                name="panel_released_by",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PanelRole(models.TextChoices):
    REVIEWER = "reviewer", _("Reviewer")
    CHAIR = "chair", _("Chair")


class PanelMember(models.Model):
    """A person who sits on a panel. `declared_at`: when they last went through the list of groups."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=PanelRole.choices, default=PanelRole.REVIEWER)
    joined_at = models.DateTimeField()
    declared_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "person"], condition=models.Q(left_at=None), name="panel_member_once"
            )
        ]
        indexes = [models.Index(fields=["person", "panel"], name="panel_member_by_person")]

    def __str__(self) -> str:
        return f"{self.person}"


class Candidate(models.Model):
    """An application put before a panel. One panel judges an application."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="candidates")
    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.application}"


class ConflictKind(models.TextChoices):
    NONE = "none", _("I do not know this group")
    DIRECT = "direct", _("I am part of it, or close family of someone who is")
    PERSONAL = "personal", _("A friend, neighbour or rival is part of it")
    INSTITUTIONAL = "institutional", _("I work for a partner of theirs")
    PERCEIVED = "perceived", _("Others might think I am too close")
    UNSURE = "unsure", _("I am not sure")


class ConflictEffect(models.TextChoices):
    CLEAR = "clear", _("May read and score")
    NOTED = "noted", _("Noted; may read and score")
    MAY_NOT_SCORE = "may_not_score", _("May read, may not score")
    HIDDEN = "hidden", _("Hidden")


class ConflictOrigin(models.TextChoices):
    DECLARED = "declared", _("Declared")
    DETECTED = "detected", _("Found by the system")


class Conflict(models.Model):
    """What ties a person to an application. `is_settled` false counts as hidden until the chair decides."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, choices=ConflictOrigin.choices)
    kind = models.CharField(max_length=15, choices=ConflictKind.choices)
    effect = models.CharField(max_length=15, choices=ConflictEffect.choices)
    is_settled = models.BooleanField(default=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "person", "origin"], name="conflict_once_by_origin")
        ]
        indexes = [models.Index(fields=["person", "application"], name="conflict_by_person")]

    def __str__(self) -> str:
        return f"{self.kind}"


class AssignmentStatus(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("an application to read", "Offered")
    ACCEPTED = "accepted", pgettext_lazy("an application to read", "Accepted")
    DECLINED = "declined", pgettext_lazy("an application to read", "Declined")
    LAPSED = "lapsed", pgettext_lazy("an application to read", "Lapsed")
    REMOVED = "removed", pgettext_lazy("an application to read", "Removed")


class Assignment(models.Model):
    """A reviewer asked to score one application."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=AssignmentStatus.choices, default=AssignmentStatus.OFFERED)
    position = models.PositiveSmallIntegerField(default=0)
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "person"],
                condition=models.Q(status__in=["offered", "accepted"]),
                name="assignment_live_once",
            )
        ]
        indexes = [models.Index(fields=["person", "status", "id"], name="assignment_by_person")]

    def __str__(self) -> str:
        return f"{self.person} on {self.candidate}"

    @property
    def is_offered(self) -> bool:
        """Asked, and not answered yet."""
        return self.status == AssignmentStatus.OFFERED


class ReviewStatus(models.TextChoices):
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Sent in")


class Review(models.Model):
    """One reviewer's judgement of one application; rescoring adds a version.

    `is_current` marks the version that counts: the last one sent in, or the first draft until then.
    `snapshot` pins what was read. `total` is formula F1 in hundredths, 0 to 10000.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="reviews")
    number = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=ReviewStatus.choices, default=ReviewStatus.DRAFT)
    is_current = models.BooleanField(default=True)
    snapshot = models.ForeignKey("questions.SheetSnapshot", on_delete=models.PROTECT, related_name="+")
    comment = models.TextField(blank=True)
    total = models.PositiveIntegerField(null=True, blank=True)
    is_below_gate = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "number"], name="review_number_once"),
            models.UniqueConstraint(
                fields=["assignment"], condition=models.Q(is_current=True), name="review_one_current"
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft", submitted_at=None)
                | models.Q(status="submitted", submitted_at__isnull=False, total__isnull=False),
                name="review_submitted_at",
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"

    @property
    def is_sent(self) -> bool:
        return self.status == ReviewStatus.SUBMITTED


class Score(models.Model):
    """A level for one criterion. `level` empty: "I cannot judge this", or while not `is_answered`, no answer yet."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey("calls.Criterion", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    is_answered = models.BooleanField(default=True)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once"),
            models.CheckConstraint(
                condition=models.Q(is_answered=True) | models.Q(level=None), name="score_level_is_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.level}"


class Verdict(models.TextChoices):
    FUND = "fund", pgettext_lazy("what to do with an application", "Fund")
    PART = "part", _("Fund in part")
    RESERVE = "reserve", _("Reserve list")
    NO = "no", _("Do not fund")


class Recommendation(models.Model):
    """What is advised for one application. The newest is current; older ones stay.

    `exception` explains why money should go below the rubric's bar.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="recommendations")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    amount = models.BigIntegerField(default=0)
    reason = models.TextField()
    feedback = models.TextField(blank=True)
    exception = models.TextField(blank=True)
    is_current = models.BooleanField(default=True)
    recommended_at = models.DateTimeField()
    recommended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"], condition=models.Q(is_current=True), name="recommendation_one_current"
            )
        ]

    def __str__(self) -> str:
        return self.verdict


class Decision(models.Model):
    """What the body with authority resolved. One for an application; under embargo until released."""

    candidate = models.OneToOneField(Candidate, on_delete=models.PROTECT, related_name="decision")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    amount = models.BigIntegerField(default=0)
    reason = models.TextField()
    feedback = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=["fund", "part"], amount__gt=0)
                | models.Q(verdict__in=["reserve", "no"], amount=0),
                name="decision_amount_fits",
            )
        ]

    def __str__(self) -> str:
        return self.verdict
