"""Letters and agreements word for word, against fixtures/golden/letters. Their PDFs carry the same words."""

import datetime as dt

import pytest

from grants.env import BASE_DIR
from grants.ground.people.models import Organisation
from grants.outputs.documents.letters import agreement_pdf, letter_pdf
from grants.stages.applications.models import Application, Facts
from grants.stages.awards.actions import save_offer_plan
from grants.stages.awards.models import Award, Letter
from grants.stages.awards.queries import agreement_words, letter_words, plan_of
from grants.stages.awards.rules import PlannedCondition
from grants.stages.calls.models import Call
from tests.factories.assessment import make_officer
from tests.factories.awards import NOW, TODAY, make_decided, release, sign, signatories
from tests.pdfs import accessible_facts, missing_glyphs, read_pdf

pytestmark = pytest.mark.django_db

GOLDEN = BASE_DIR / "fixtures" / "golden" / "letters"
CASES = {
    "offer": {"verdict": "fund", "amount": 600_000, "money": 900_000},
    "offer_small": {"verdict": "fund", "amount": 45_000},
    "offer_part": {"verdict": "part", "amount": 100_000},
    "reserve": {"verdict": "reserve"},
    "decline": {"verdict": "no"},
}


def make_named(case):
    """A decision whose names and dates are always the same."""
    decision = make_decided(**CASES[case])
    application = decision.candidate.application
    Call.objects.filter(pk=application.call_id).update(title="Doorstep Grants")
    Organisation.objects.filter(pk=application.organisation_id).update(name="Harbour Lights Peer Circle")
    Application.objects.filter(pk=application.pk).update(reference="DOOR-2026-0007", title="Tea for neighbours")
    dates = {"starts_on": dt.date(2026, 10, 1), "ends_on": dt.date(2027, 3, 31)}
    Facts.objects.filter(application=application).update(title="Tea for neighbours", **dates)
    return type(decision).objects.get(pk=decision.pk)


def as_text(words):
    return f"Subject: {words.subject}\n\n{words.text.strip()}\n"


def golden(name):
    return (GOLDEN / f"{name}.txt").read_text()


@pytest.mark.parametrize("case", CASES)
def test_letter_words(case):
    assert as_text(letter_words(make_named(case), today=TODAY)) == golden(case)


def test_letter_words_with_a_condition():
    decision = make_named("offer_small")
    plan = plan_of(decision, today=TODAY)
    condition = PlannedCondition("Send us your constitution.", dt.date(2026, 9, 30))
    save_offer_plan(decision, type(plan)(**vars(plan) | {"conditions": (condition,)}), by=make_officer(), now=NOW)
    assert as_text(letter_words(decision, today=TODAY)) == golden("offer_with_condition")


def test_agreement_words():
    words = agreement_words(make_named("offer"), reference="F-2026-0001", today=TODAY)
    assert as_text(words) == golden("agreement")


def pdf_text(content):
    return " ".join(" ".join(page.extract_text() for page in read_pdf(content).pages).split())


@pytest.mark.slow
def test_the_letter_is_a_tagged_pdf_with_its_words():
    decision = make_named("offer")
    release(decision)
    letter = Letter.objects.get()
    content = letter_pdf(letter)
    facts = accessible_facts(content)
    assert (facts["tagged"], facts["title"], facts["standard"]) == (True, letter.subject, True)
    assert missing_glyphs(content) == 0
    assert "We would like to fund it: £6,000." in pdf_text(content)


@pytest.mark.slow
def test_the_signed_agreement_is_a_tagged_pdf_with_its_digest_and_who_signed():
    decision = make_named("offer")
    release(decision)
    award = Award.objects.get()
    for actor in signatories(award):
        sign(award, actor)
    content = agreement_pdf(award.agreement)
    facts, text = accessible_facts(content), pdf_text(content)
    assert (facts["tagged"], facts["title"]) == (True, f"Grant agreement {award.reference}")
    assert award.agreement.digest in text.replace(" ", "")
    assert [actor.name in text for actor in signatories(award)] == [True, True]
