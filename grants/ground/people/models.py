"""Who is who: people, organisations, who belongs to which, who holds which role, who was invited."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from grants.ground.people.roles import Role


class PersonManager(BaseUserManager["Person"]):
    """Finds people by address, however it was capitalised."""

    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email__iexact=email)


class ReachBy(models.TextChoices):
    """How somebody wants to hear from us."""

    EMAIL = "email", _("Email")
    TEXT = "text", _("Text message")
    PHONE = "phone", _("A phone call")
    POST = "post", _("A letter by post")


class Person(AbstractBaseUser, PermissionsMixin):
    """A human being we deal with. No one is a superuser; nobody has a password.

    Whoever has no mail has no `email`; their `phone` is then theirs alone and written as +447700900123, and they sign
    in with it where this installation can send text messages. `interpreter` is the language somebody needs spoken.
    """

    email = models.EmailField(max_length=254, unique=True, null=True, blank=True)
    name = models.CharField(max_length=120, blank=True)
    sort_name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, default="en-gb")
    reach_by = models.CharField(max_length=5, choices=ReachBy.choices, default=ReachBy.EMAIL)
    good_times = models.CharField(max_length=120, blank=True)
    interpreter = models.CharField(max_length=80, blank=True)
    needs_large_print = models.BooleanField(default=False)
    postal_address = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
            models.CheckConstraint(condition=~models.Q(email=""), name="person_email_or_none"),
            models.CheckConstraint(
                condition=models.Q(email__isnull=False) | ~models.Q(reach_by="email"), name="person_reached_somehow"
            ),
            models.UniqueConstraint(
                fields=["phone"], condition=models.Q(email=None) & ~models.Q(phone=""), name="person_phone_once"
            ),
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="person_is_no_superuser"),
        ]
        indexes = [models.Index(fields=["sort_name", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name or self.address

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def address(self) -> str:
        """What they sign in with, or can be rung at: the email, else the phone number; empty for neither."""
        return self.email or self.phone


class SignInCode(models.Model):
    """A code mailed to somebody who wants to sign in: counts once, for a short time, in the browser that asked."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_in_codes")
    digest = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "asked_at"], name="sign_in_code_by_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.asked_at:%Y-%m-%d %H:%M}"


class LegalForm(models.TextChoices):
    UNINCORPORATED = "unincorporated", _("A few neighbours or a group without rules")
    ASSOCIATION = "association", _("A club or group with rules")
    CHARITY = "charity", _("A registered charity")
    COMPANY = "company", _("A company that is not for profit")
    SCHOOL_OR_FAITH = "school_or_faith", _("A school or faith group")
    OTHER = "other", _("Something else")


class IncomeBand(models.TextChoices):
    NONE = "none", _("No income yet")
    TO_1000 = "to_1000", _("Up to 1,000 a year")
    TO_10000 = "to_10000", _("1,001 to 10,000 a year")
    TO_100000 = "to_100000", _("10,001 to 100,000 a year")
    TO_500000 = "to_500000", _("100,001 to 500,000 a year")
    MORE = "more", _("More than 500,000 a year")


class Organisation(models.Model):
    """A community group, or another body that acts for one. `income_band` is in the funder's currency, as told.

    With `is_rehearsal` it is nobody: the office made it to try out a call, and no list of groups has it.
    """

    name = models.CharField(max_length=120)
    sort_name = models.CharField(max_length=120)
    legal_form = models.CharField(max_length=20, choices=LegalForm.choices, default=LegalForm.UNINCORPORATED)
    charity_number = models.CharField(max_length=20, blank=True)
    company_number = models.CharField(max_length=20, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    district = models.ForeignKey(
        "reference.District", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    about = models.TextField(blank=True)
    website = models.URLField(max_length=200, blank=True)
    income_band = models.CharField(max_length=12, choices=IncomeBand.choices, blank=True)
    email_domain = models.CharField(max_length=120, blank=True)
    is_address_public = models.BooleanField(default=True)
    is_rehearsal = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["sort_name", "id"], name="organisation_by_name"),
            models.Index(fields=["email_domain"], name="organisation_by_domain"),
        ]

    def __str__(self) -> str:
        return self.name


class MemberRole(models.TextChoices):
    MEMBER = "member", _("Member")
    SIGNATORY = "signatory", _("Signatory")
    HELPER = "helper", _("Helper")


class Membership(models.Model):
    """A person's part in an organisation. One open row for a person in an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=MemberRole.choices)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=models.Q(ended_at=None), name="membership_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()}"


class RoleHolding(models.Model):
    """A staff role given to a person for a time, with a limit where the role decides on money."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="role_holdings")
    role = models.CharField(max_length=30)
    limit_amount = models.BigIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"], condition=models.Q(ended_at=None), name="role_held_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_by__isnull=False), name="role_ended_by_someone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.role}"

    @property
    def role_label(self) -> str:
        """The role in words."""
        return str(Role(self.role).label)


class Invitation(models.Model):
    """A mailed link that gives a staff role, or a part in an organisation, to whoever owns the address."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=30, blank=True)
    limit_amount = models.BigIntegerField(null=True, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    member_role = models.CharField(max_length=12, choices=MemberRole.choices, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(role="") ^ models.Q(member_role="")), name="invitation_to_one_thing"
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def role_label(self) -> str:
        """The staff role in words; empty for an invitation to a group."""
        return str(Role(self.role).label) if self.role else ""


class JoinRequest(models.Model):
    """Somebody asks to join a group by the name they know it by. Whether we know the group is not told to them.

    A job looks for the group (`looked_at`), so that asking costs the same whether or not there is one.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    sort_name = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    member_role = models.CharField(max_length=12, choices=MemberRole.choices, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="join_request_answered_by",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "answered_at"], name="join_request_by_group"),
            models.Index(fields=["looked_at"], condition=models.Q(looked_at=None), name="join_request_new"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.name}"
