"""The change: indicators, the reports of groups, what they counted, and our answer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportStatus(models.TextChoices):
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Sent")
    SENT_BACK = "sent_back", _("Sent back with questions")
    ACCEPTED = "accepted", _("Read and answered")


class Report(models.Model):
    """A group's account of what happened. Accepting it is reading and answering it."""

    report_due = models.OneToOneField("awards.ReportDue", on_delete=models.PROTECT, related_name="+")
    sheet = models.OneToOneField("questions.AnswerSheet", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.DRAFT)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    snapshot = models.ForeignKey("questions.SheetSnapshot", null=True, on_delete=models.PROTECT, related_name="+")
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    spent_amount = models.BigIntegerField(null=True, blank=True)
    story = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="draft") | models.Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="report_submitted_by",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="accepted")
                | models.Q(replied_at__isnull=False, replied_by__isnull=False) & ~models.Q(reply=""),
                name="report_answered",
            ),
        ]
        indexes = [models.Index(fields=["status", "submitted_at", "id"], name="report_by_status")]

    def __str__(self) -> str:
        return f"report {self.pk}"


class Figure(models.Model):
    """One counted indicator of one submitted report. `base` is how many people answered, for shares."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    indicator = models.ForeignKey("reference.Indicator", on_delete=models.PROTECT, related_name="+")
    value = models.PositiveIntegerField()
    base = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="figure_once"),
            models.CheckConstraint(
                condition=models.Q(base=None) | models.Q(value__lte=models.F("base")), name="figure_share_of_base"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"


class Evidence(models.Model):
    """A photo of an accepted or submitted report, with whether it may be published."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=200, blank=True)
    may_be_published = models.BooleanField(default=False)
    is_sized = models.BooleanField(default=False)
    sizing_claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(may_be_published=True, is_sized=False), name="photo_to_be_sized"
            )
        ]

    def __str__(self) -> str:
        return self.caption


class PhotoSize(models.Model):
    """A photo that may be published, made small for the public page."""

    photo = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="sizes")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["width"]
        constraints = [models.UniqueConstraint(fields=["photo", "width"], name="photo_size_once")]

    def __str__(self) -> str:
        return f"{self.width} x {self.height}"
