"""Answers: sheets, what was written on them and before, files, texts beside them, and snapshots."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.ground.questions.models.forms import Version
from grants.ground.questions.rules.sources import Source


class AnswerSheet(models.Model):
    """All answers to one version. What may be written now is `writable`: "all", "none", or "keys" with `open_keys`.

    `look_again` names questions that a new version of the form added or changed since the group last saved their page.
    `saved_at` is when a page of it was last saved, whether or not that changed anything.
    `to_confirm` names questions whose answers came from an earlier sheet and which nobody has looked through since.
    `facts` are what whoever opened it knows without asking, by key (`rules.facts_of`).
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, default="en-gb")
    writable = models.CharField(max_length=4, default="all")
    open_keys = models.JSONField(default=list, blank=True)
    look_again = models.JSONField(default=list, blank=True)
    to_confirm = models.JSONField(default=list, blank=True)
    facts = models.JSONField(default=dict, blank=True)
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
