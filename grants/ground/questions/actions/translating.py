"""Choosing the languages of a form, and translating it. Published versions keep the words they were published with."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import tidy
from grants.ground.kit.translating import wanted_texts, write_texts
from grants.ground.people.actor import Actor
from grants.ground.questions import verbs
from grants.ground.questions.actions.building import lock_draft, may_build
from grants.ground.questions.models import Question, Section, Version
from grants.ground.questions.queries import sections_of
from grants.ground.questions.queries.translating import offered_languages, texts_of_version, unfinished_languages
from grants.ground.questions.rules.translating import translation_problems


@transaction.atomic
def choose_languages(version: Version, languages: Collection[str], *, by: Actor, now: dt.datetime) -> Version:
    """Offers a draft in these languages besides the one it is written in. Translations of others are kept."""
    may_build(by)
    version = lock_draft(version.pk)
    if not set(languages) <= set(offered_languages()):
        raise refuse("no_such_language", _("Choose languages of this list."), "languages")
    chosen = [code for code in offered_languages() if code in languages]
    if chosen != version.languages:
        version.languages = chosen
        version.save(update_fields=["languages"])
        record(verbs.LANGUAGES_CHOSEN, version, by=by, now=now, languages=",".join(chosen))
    return version


@transaction.atomic
def translate_version(
    version: Version,
    language: str,
    texts: Mapping[str, str],
    *,
    still_right: Collection[str] = (),
    seen: Mapping[str, str] | None = None,
    by: Actor,
    now: dt.datetime,
) -> int:
    """Writes translations of a draft by place; an empty one takes it away. How many changed.

    `still_right` are places whose translation holds although the master changed. `seen` are the translations as the
    page showed them: what it only sends back is left as it is, and what somebody else changed meanwhile is refused, at
    its place, with their words. Everything is written, or nothing.
    """
    may_build(by)
    version = lock_draft(version.pk)
    if language not in version.languages:
        raise refuse("no_such_language", _("This form is not offered in that language any more."))
    sections = sections_of(version)
    slots = {slot.place: slot for group in texts_of_version(version, sections) for slot in group.slots}
    wanted = wanted_texts(slots, language, texts, seen)
    refuse_if(problem for place, text in wanted.items() for problem in translation_problems(slots[place], text))
    dated = write_texts(slots, language, wanted, still_right=still_right, translated=version.translated)
    if dated:
        version.translated = version.translated | {language: {**version.translated.get(language, {}), **dated}}
        _save(version, sections)
        record(verbs.FORM_TRANSLATED, version, by=by, now=now, language=language, texts=len(dated))
    return len(dated)


def _save(version: Version, sections: Sequence[Section]) -> None:
    """All rows whose words may have changed, in a few queries. The words were changed in place."""
    questions = [question for section in sections for question in section.questions.all()]
    Section.objects.bulk_update(sections, ["title", "intro"])
    Question.objects.bulk_update(questions, ["label", "help", "why", "settings"])
    version.save(update_fields=["checks", "translated"])


def require_reason_for_gaps(version: Version, reason: str) -> str:
    """The reason for publishing a version that is offered in a language which is not complete; empty where all are.

    Refuses without a reason.
    """
    if not unfinished_languages(version):
        return ""
    if not tidy(reason):
        sentence = _("A translation is not complete. Say why you publish all the same.")
        raise refuse("unfinished_reason_missing", sentence, "unfinished_reason")
    return tidy(reason)
