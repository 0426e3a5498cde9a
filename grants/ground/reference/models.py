"""Words, places, reasons, holidays, running numbers and the one funder."""

from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Funder(models.Model):
    """The one organisation that gives the money here. Exactly one row."""

    name = models.CharField(max_length=120)
    short_code = models.SlugField(max_length=12)
    org_identifier = models.CharField(max_length=60)
    open_data_prefix = models.CharField(max_length=40)
    currency = models.CharField(max_length=3, default="GBP")
    country = models.CharField(max_length=2, default="GB")
    timezone = models.CharField(max_length=40, default="Europe/London")
    place_name = models.CharField(max_length=80)
    year_start_month = models.PositiveSmallIntegerField(default=4)
    address = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    website = models.URLField(blank=True)
    crisis_text = models.TextField(blank=True)
    people_preset = models.CharField(max_length=30, default="two_staff_and_a_board")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="funder_is_one_row")]

    def __str__(self) -> str:
        return self.name


class PeopleRule(models.Model):
    """One row of the people-rules table: where another person must act, from which amount, on or off."""

    funder = models.ForeignKey(Funder, on_delete=models.CASCADE, related_name="people_rules")
    rule = models.CharField(max_length=60)
    from_amount = models.BigIntegerField(default=0)
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["funder", "rule"], name="people_rule_once")]

    def __str__(self) -> str:
        return self.rule


class Vocabulary(models.TextChoices):
    POPULATIONS = "populations", _("Who it is for")
    ACTIVITIES = "activities", _("Activities")
    OUTCOMES = "outcomes", _("Outcomes")
    BARRIERS = "barriers", _("Barriers")
    PARTNERS = "partners", _("Partner types")
    SOURCE_KINDS = "source_kinds", _("Kinds of funding source")


class Listed(models.Model):
    """One item of a list that answers name by its code, which never changes. Retired ones stay for those answers.

    Its words stand in `label` and `description`, by language. `translated` dates their translations by a digest of the
    English they were made of: {language: {"label" or "description": digest}} (`kit.translating`).
    """

    description = models.JSONField(default=dict, blank=True)
    translated = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        abstract = True


class Term(Listed):
    """A word of a vocabulary."""

    vocabulary = models.CharField(max_length=20, choices=Vocabulary.choices)
    code = models.CharField(max_length=12)
    label = models.JSONField(default=dict)

    class Meta:
        ordering = ["vocabulary", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["vocabulary", "code"], name="term_code_once")]

    def __str__(self) -> str:
        return self.code


class Unit(models.TextChoices):
    PEOPLE = "people", _("people")
    VISITS = "visits", _("visits")
    COUNT = "count", _("in number")
    SCORE = "score", _("points")
    PERCENT = "percent", _("% of people who answered")


class Aggregation(models.TextChoices):
    SUM = "sum", _("Adds up")
    UNIQUE_UPPER = "unique_upper", _("People may be counted twice")
    WEIGHTED_MEAN = "weighted_mean", _("Mean, weighted by answers")
    NONE = "none", _("Stands for itself")


class Indicator(Listed):
    """A measured sign of what happened, from the library (I01, I03, I06).

    `meaning` is that of the report's question which counts it, empty where no question does. `outcomes` are codes of
    the outcomes that it shows; without any it suits all.
    """

    code = models.CharField(max_length=6, unique=True)
    title = models.JSONField(default=dict)
    unit = models.CharField(max_length=10, choices=Unit.choices)
    aggregation = models.CharField(max_length=15, choices=Aggregation.choices)
    meaning = models.CharField(max_length=30, blank=True)
    outcomes = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meaning"], condition=~models.Q(meaning=""), name="indicator_meaning_once")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def label(self) -> Mapping[str, str]:
        """Its title, under the name that words of every list have."""
        return self.title

    @label.setter
    def label(self, texts: Mapping[str, str]) -> None:
        self.title = dict(texts)


class District(Listed):
    """A place that groups and calls may name, with its code for open data. `names` are those in other languages."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=160)
    names = models.JSONField(default=dict, blank=True)
    geographic_code = models.CharField(max_length=20, blank=True)
    geographic_code_type = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> Mapping[str, str]:
        """Its name in every language."""
        return {**self.names, settings.LANGUAGE_CODE: self.name}

    @label.setter
    def label(self, texts: Mapping[str, str]) -> None:
        self.name = texts[settings.LANGUAGE_CODE]
        self.names = {language: text for language, text in texts.items() if language != settings.LANGUAGE_CODE}


class ReasonCode(models.Model):
    """A published reason: why an application is not eligible, not funded, sent back, and so on."""

    purpose = models.CharField(max_length=30)
    code = models.CharField(max_length=30)
    sentence = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["purpose", "position"]
        constraints = [models.UniqueConstraint(fields=["purpose", "code"], name="reason_code_once")]

    def __str__(self) -> str:
        return self.code


class Holiday(models.Model):
    """A day on which nobody works, for promised dates in working days."""

    on = models.DateField(unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["on"]

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """The last number given in a series, such as award references of one year."""

    series = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.series
