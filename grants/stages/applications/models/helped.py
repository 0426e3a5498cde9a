"""Applications that others bring for a group: scans of paper, the people whom a helper names, and the group's yes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.stages.applications.models.applications import Application


class Scan(models.Model):
    """A picture of what came on paper, kept beside what was typed from it. For the office."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="scans")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.application} scan {self.pk}"


class NamedContact(models.Model):
    """Somebody of a group whom a helper, or the paper, named: `number` 1 or 2. They say yes for the group.

    No account comes of being named. `person` is them as we know them, once they said yes themselves or an officer put
    them in.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="named_contacts")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="named_contact_number_once"),
            models.CheckConstraint(
                condition=~models.Q(email="") | ~models.Q(phone=""), name="named_contact_reached_somehow"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ConfirmedHow(models.TextChoices):
    LINK = "link", _("By the link that we sent")
    CALL = "call", _("On the phone, noted by the office")


class Confirmation(models.Model):
    """That the group says yes to what the office typed in and sent for it. It waits until `confirmed_at`.

    By link: whoever opened what we sent to `asked`, a person whom we know, or to `contact`, whom a helper named. By
    call: the office notes who said yes (`said_by`), when, at which number, and what it asked (`note`); `file` may be a
    recording. `denied_at`: whoever opened the link says that it is not theirs.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="confirmations")
    snapshot = models.OneToOneField("questions.SheetSnapshot", on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    contact = models.ForeignKey(
        NamedContact, null=True, blank=True, on_delete=models.PROTECT, related_name="confirmations"
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    denied_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=4, choices=ConfirmedHow.choices, blank=True)
    said_by = models.CharField(max_length=120, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    number = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    file = models.ForeignKey("files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(asked=None, contact__isnull=False) | models.Q(asked__isnull=False, contact=None),
                name="confirmation_asked_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None, how="", recorded_by=None)
                | models.Q(confirmed_at__isnull=False, how="link", recorded_by=None)
                | models.Q(confirmed_at__isnull=False, how="call", recorded_by__isnull=False),
                name="confirmation_by_someone",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at", "id"], condition=models.Q(confirmed_at=None), name="confirmation_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.application} confirmation {self.pk}"
