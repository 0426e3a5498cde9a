"""Plain words: how long sentences are, how hard English is to read, and office words. Hints, never a barrier.

Reading grade: Flesch and Kincaid (Kincaid, Fishburne, Rogers and Chissom, 1975, "Derivation of new readability
formulas", Research Branch Report 8-75): 0.39 × words a sentence + 11.8 × syllables a word − 15.59, in years of school
in the United States. It is for English; elsewhere only the length of sentences is told, and where words are not parted
by spaces, nothing. Aims: grade 6, 14 words a sentence.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from grants.ground.kit.text import WORD, count_words
from grants.ground.questions.rules.jargon import JARGON
from grants.ground.questions.rules.spec import FormSpec, Texts

ENGLISH = "en-gb"
BEST_SENTENCE, BEST_GRADE = 14, 6
LONG_SENTENCE = 20  # words of one sentence that are told beside a question
FEWEST_WORDS = 20  # of which a grade says something
UNPARTED = frozenset({"zh", "yue", "ja", "th", "km", "lo", "my", "bo", "dz"})

SENTENCE_END = re.compile(r"[.!?…؟।。！？]+[\"'”’)\]]*(?=\s|\Z)|\n+")
SILENT_END = re.compile(r"(?:[^laeiouyscgxzh]es|[^dt]ed|[^l]e)$")  # of a word of more than one syllable
VOWELS = re.compile(r"[aeiouy]+")
JARGON_FORMS = re.compile(
    r"\b(" + "|".join(re.escape(word) for word in sorted(JARGON, key=len, reverse=True)) + r")(?:s|d|ed)?\b", re.I
)


@dataclass(frozen=True)
class Reading:
    """How texts read: words, sentences, words of the longest sentence, and the grade where it can be told."""

    words: int
    sentences: int
    longest: int
    grade: float | None = None

    @property
    def mean_sentence(self) -> float:
        """Words a sentence, to one place."""
        return round(self.words / self.sentences, 1) if self.sentences else 0.0

    @property
    def is_plain(self) -> bool:
        """Whether it keeps to the targets."""
        return self.mean_sentence <= BEST_SENTENCE and (self.grade is None or self.grade <= BEST_GRADE)


def sentences_of(text: str) -> list[str]:
    """Sentences; each line ends one, as labels and list entries have no full stop."""
    return [part.strip() for part in SENTENCE_END.split(text) if count_words(part)]


def syllables(word: str) -> int:
    """Syllables of an English word: groups of vowels, without an e that is not spoken. At least one."""
    plain = re.sub(r"[^a-z]", "", word.casefold())
    groups = len(VOWELS.findall(plain))
    if groups > 1 and SILENT_END.search(plain):
        groups -= 1
    return max(groups, 1)


def reading(texts: Iterable[str], language: str) -> Reading:
    """How texts in one language read together."""
    if language.split("-")[0] in UNPARTED:
        return Reading(0, 0, 0)
    lengths = [(sentence, count_words(sentence)) for text in texts for sentence in sentences_of(text)]
    words, longest = sum(count for _sentence, count in lengths), max((count for _sentence, count in lengths), default=0)
    if language.split("-")[0] != "en" or words < FEWEST_WORDS:
        return Reading(words, len(lengths), longest)
    spoken = sum(syllables(word) for sentence, _count in lengths for word in WORD.findall(sentence))
    grade = 0.39 * words / len(lengths) + 11.8 * spoken / words - 15.59
    return Reading(words, len(lengths), longest, round(max(grade, 0.0), 1))


def jargon_in(text: str) -> list[tuple[str, str]]:
    """Office words of an English text as written, each once, with what to say instead."""
    found = {match[0].casefold(): JARGON[match[1].casefold()] for match in JARGON_FORMS.finditer(text)}
    return list(found.items())


def word_hints(words: Sequence[Texts], language: str = ENGLISH) -> list[str]:
    """What could be plainer in a question, in sentences for whoever writes it. `words` are its label, help and why,
    looked at in `language` where the label has it, else in English.
    """
    language = language if words[0].get(language) else ENGLISH
    texts = _in(language, words)
    told = reading(texts, language)
    hints = []
    if told.longest > LONG_SENTENCE:
        sentence = _("A sentence has %(words)s words. Make two of it: aim for %(best)s or fewer.")
        hints.append(sentence % {"words": told.longest, "best": BEST_SENTENCE})
    if told.grade is not None and told.grade > BEST_GRADE:
        sentence = _("Reading grade %(grade)s: shorter words would help. Aim for %(best)s or less.")
        hints.append(sentence % {"grade": told.grade, "best": BEST_GRADE})
    if language.split("-")[0] == "en":
        sentence = _("“%(word)s” is an office word. You could say: %(plain)s.")
        hints += [sentence % {"word": word, "plain": plain} for word, plain in jargon_in(" \n".join(texts))]
    return hints


def form_readings(form: FormSpec) -> dict[str, Reading]:
    """How the words of a form read in each language in which anything is written, English first."""
    written = [*_words_of(form)]
    languages = {language for texts in written for language, text in texts.items() if text}
    ordered = sorted(languages, key=lambda language: (not language.startswith("en"), language))
    return {language: told for language in ordered if (told := reading(_in(language, written), language)).words}


def _words_of(form: FormSpec) -> Iterable[Texts]:
    for section in form.sections:
        yield from (section.title, section.intro)
        for question in section.questions:
            yield from (question.label, question.help, question.why)
            yield from (option.label for option in question.options if question.type in {"choice", "choices"})


def _in(language: str, written: Sequence[Mapping[str, str]]) -> list[str]:
    return [text for texts in written if (text := texts.get(language))]
