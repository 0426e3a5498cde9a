"""Equality answers as counts. There is no row for a sheet of answers, so nothing can lead back to who sent it.

No key points to an application, a person or an organisation; a call is named by its code as plain text. Keys are
random, so that their order says nothing.
"""

import uuid

from django.db import models


class EqualityQuestion(models.Model):
    """One question about the people who run a group. `options` lists {"code", "label", "is_retired"}; texts are by
    language. `translated` dates translations: {language: {"label", "help" or "option.CODE": digest}}.
    """

    key = models.SlugField(max_length=40, unique=True)
    label = models.JSONField(default=dict)
    help = models.JSONField(default=dict, blank=True)
    is_several = models.BooleanField(default=True)
    options = models.JSONField(default=list)
    translated = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.key


class EqualityCount(models.Model):
    """How many sheets of one call and month gave an answer. With an empty answer: how many answered the question.

    `month` is a month's first day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call_code = models.CharField(max_length=20)
    month = models.DateField()
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call_code", "month", "question", "answer"], name="equality_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.answer}: {self.count}"


class EqualityDay(models.Model):
    """How many sheets of a call came on a day: all that the audit trail is told, a day later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call_code = models.CharField(max_length=20)
    on = models.DateField()
    sheets = models.PositiveIntegerField(default=0)
    is_noted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call_code", "on"], name="equality_day_once")]
        indexes = [models.Index(fields=["is_noted", "on"], name="equality_day_to_note")]

    def __str__(self) -> str:
        return f"{self.call_code} {self.on}: {self.sheets}"


class SpentLink(models.Model):
    """A link that was used, by its digest, so that it works once. Forgotten when the link would have run out."""

    digest = models.CharField(max_length=64, primary_key=True)
    on = models.DateField()

    def __str__(self) -> str:
        return self.digest[:8]
