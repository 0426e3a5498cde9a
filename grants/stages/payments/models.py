"""The money out: batches and the payments in them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchStatus(models.TextChoices):
    BUILDING = "building", _("Being built")
    APPROVED = "approved", _("Approved")
    SENT = "sent", _("Sent to the bank")
    SETTLED = "settled", _("Settled")
    CANCELLED = "cancelled", _("Cancelled")


class PaymentBatch(models.Model):
    """Payments that go to the bank as one file. Sealed with hash, count and total when approved."""

    reference = models.CharField(max_length=30, unique=True)
    status = models.CharField(max_length=10, choices=BatchStatus.choices, default=BatchStatus.BUILDING)
    pay_on = models.DateField()
    built_at = models.DateTimeField()
    built_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    file_sha256 = models.CharField(max_length=64, blank=True)
    payment_count = models.PositiveIntegerField(default=0)
    total_amount = models.BigIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("built_by")),
                name="batch_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_at=None, approved_by=None)
                | models.Q(approved_at__isnull=False, approved_by__isnull=False),
                name="batch_approved_by",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["building", "cancelled"])
                | models.Q(approved_at__isnull=False) & ~models.Q(file_sha256=""),
                name="batch_sealed",
            ),
        ]
        indexes = [models.Index(fields=["-id"], name="batch_newest")]

    def __str__(self) -> str:
        return self.reference


class PaymentStatus(models.TextChoices):
    BATCHED = "batched", _("In a batch")
    SENT = "sent", _("Sent")
    CLEARED = "cleared", _("Arrived")
    RETURNED = "returned", _("Came back")
    REMOVED = "removed", _("Taken out")


class Payment(models.Model):
    """One instalment paid to one version of a bank account."""

    batch = models.ForeignKey(PaymentBatch, on_delete=models.PROTECT, related_name="payments")
    instalment = models.ForeignKey("awards.Instalment", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("bank.BankAccount", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=PaymentStatus.choices, default=PaymentStatus.BATCHED)
    reference = models.CharField(max_length=30)
    payee_name = models.CharField(max_length=70)
    amount = models.BigIntegerField()
    sent_on = models.DateField(null=True, blank=True)
    cleared_on = models.DateField(null=True, blank=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    returned_on = models.DateField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instalment"],
                condition=models.Q(status__in=["batched", "sent", "cleared"]),
                name="payment_instalment_once",
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_positive"),
        ]
        indexes = [models.Index(fields=["status", "id"], name="payment_by_status")]

    def __str__(self) -> str:
        return self.reference
