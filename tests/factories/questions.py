"""Forms, their versions and sheets, reached through acts."""

import json
import uuid
from datetime import UTC, datetime

from grants.env import BASE_DIR
from grants.ground.people.actor import Actor
from grants.ground.people.models import Person
from grants.ground.people.roles import ROLES, Role
from grants.ground.questions import actions
from grants.ground.questions.rules import Lists, QuestionSpec, question_from_record
from grants.ground.reference.models import District, Term

NOW = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)


def make_builder(email="ada@willowmere.example"):
    """An actor who may build forms."""
    person, _ = Person.objects.get_or_create(email=email, defaults={"name": "Ada Officer", "joined_at": NOW})
    return Actor(kind="person", person_id=person.pk, name=person.name, permissions=ROLES[Role.OFFICER])


def make_writer(email="sam@neighbours.example"):
    """An actor who fills in a sheet."""
    person, _ = Person.objects.get_or_create(email=email, defaults={"name": "Sam", "joined_at": NOW})
    return Actor(kind="person", person_id=person.pk, name=person.name)


def make_question(type="short_text", **fields) -> QuestionSpec:
    """A question as the rules see it; no database."""
    return question_from_record({"key": "it", "type": type, "label": "What is it?"} | fields, Lists())


def form_description(name: str) -> dict:
    """A shipped form: doorstep, doorstep_quiz, small_grant, doorstep_report."""
    return json.loads((BASE_DIR / "fixtures" / "forms" / f"{name}.json").read_text())


def make_lists():
    """A few places and words, as set-up brings them."""
    for number, name in enumerate(("Harbour", "Mill Fields", "Old Town"), start=1):
        District.objects.get_or_create(code=f"D{number:02}", defaults={"name": name, "position": number})
    for number, label in enumerate(("Children", "Parents", "Older people", "Everyone", "Neighbours"), start=1):
        Term.objects.get_or_create(
            vocabulary="populations", code=f"P{number:02}", defaults={"label": {"en-gb": label}, "position": number}
        )


def make_version(*questions, purpose="application", title="A form", by=None, **sections):
    """A published version. `questions` are records of one section "about"; more sections as keywords."""
    described = {"about": list(questions), **sections}
    spec = {
        "title": title,
        "purpose": purpose,
        "sections": [
            {"key": key, "title": key.capitalize(), "questions": [{"label": f"Tell us {q['key']}"} | q for q in asked]}
            for key, asked in described.items()
        ],
    }
    return actions.build_questionnaire(spec, by=by or make_builder(), now=NOW)


def make_shipped(name: str):
    """A shipped form, published."""
    make_lists()
    return actions.build_questionnaire(form_description(name), by=make_builder(), now=NOW)


def make_banked(name="Name of the group", **fields):
    """A question in the bank, kept from a form of its own."""
    asked = {"key": "group_name", "type": "short_text", "label": "What is your group called?"} | fields
    question = make_version(asked, title=f"Form of {name}").questions.get()
    return actions.keep_question(question, name=name, by=make_builder(), now=NOW)


def make_sheet(*questions, answers=None, **sections):
    """A sheet of a fresh form, with these answers saved."""
    return fill(actions.open_sheet(make_version(*questions, **sections), by=make_writer(), now=NOW), answers or {})


def fill(sheet, answers, *, by=None):
    """Saves answers by key and gives the sheet back."""
    for key, value in answers.items():
        actions.save_answer(sheet, key, value, base=None, save_id=str(uuid.uuid4()), by=by or make_writer(), now=NOW)
    return sheet
