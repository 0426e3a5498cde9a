"""Forms, rubrics and calls, made by the acts of the office. A call is announced the day before it opens."""

import json
from datetime import date, timedelta

from grants.env import BASE_DIR
from grants.ground.questions.actions import build_questionnaire
from grants.stages.calls.actions import announce_call, build_rubric, create_call
from tests.factories.actors import NOW, make_actor
from tests.factories.funds import YEAR, make_fund, make_funder, make_source

# Checks that the default answers do not meet, and that do not stop them.
NOT_MET = [
    {
        "left": {"answer": "amount"},
        "op": "<=",
        "right": {"constant": 40_000},
        "sentence": sentence,
        "at": "amount",
        "weight": weight,
    }
    for weight, sentence in (("warns", "This is a lot for one evening."), ("notes", "Look at their income."))
]
RUBRICS = json.loads((BASE_DIR / "fixtures/kits/rubrics.json").read_text())

QUESTIONS = {
    "application": [
        {"key": "title", "type": "short_text", "label": "What is it called?", "meaning": "project_title"},
        {"key": "amount", "type": "money", "label": "How much do you need?", "meaning": "amount_requested"},
        {"key": "contacts", "type": "people", "label": "Who can we talk to?", "meaning": "contacts"},
    ],
    "quiz": [
        {
            "key": "place",
            "type": "yes_no",
            "label": "Will it happen in Larkfield?",
            "settings": {
                "options": [
                    {"code": "yes", "next": "continue"},
                    {"code": "no", "next": "stop", "stop_text": "This fund is for Larkfield."},
                ]
            },
        }
    ],
    "report": [{"key": "spend", "type": "money", "label": "What did you spend?", "meaning": "spend"}],
}


def make_form(purpose="application", *, title="", questions=None, checks=(), by=None, now=NOW):
    """A published form; `.questionnaire` is what a call names."""
    section = {"key": "all", "title": "Questions", "questions": questions or QUESTIONS[purpose]}
    spec = {"title": title or f"A short {purpose}", "purpose": purpose, "sections": [section], "checks": list(checks)}
    return build_questionnaire(spec, by=by or make_actor(), now=now)


def make_rubric(name="small", *, by=None, now=NOW):
    return build_rubric(RUBRICS[name], by=by or make_actor(), now=now)


def make_draft_call(code="doorstep", *, by=None, now=NOW, **terms):
    """A complete call that is not announced yet. Timed unless `kind="rolling"`."""
    make_funder()
    by = by or make_actor()
    fund = terms.pop("fund", None) or make_source(make_fund(code[:12].upper(), by=by), amount=2_000_000, by=by).fund
    rolling = terms.get("kind") == "rolling"
    opens_at = terms.get("opens_at", NOW - timedelta(days=7))
    values = {
        "code": code,
        "summary": "Money for people who bring neighbours together.",
        "fund": fund,
        "financial_year": YEAR,
        "budget_amount": 1_000_000,
        "smallest_amount": 30_000,
        "largest_amount": 200_000,
        "opens_at": opens_at,
        "closes_at": None if rolling else opens_at + timedelta(days=30),
        "decision_by": None if rolling else (opens_at + timedelta(days=60)).date(),
        "decision_working_days": 10 if rolling else None,
        "form": make_form(by=by, now=now).questionnaire,
        "quiz": make_form("quiz", by=by, now=now).questionnaire,
        "report_form": make_form("report", by=by, now=now).questionnaire,
        "rubric": make_rubric(by=by, now=now),
    }
    title = terms.pop("title", "Doorstep Grants")
    return create_call(title, by=by, now=now, **values | terms)


def make_call(code="doorstep", *, by=None, **terms):
    """An announced call: open at NOW unless dates are given."""
    by = by or make_actor()
    call = make_draft_call(code, by=by, **terms)
    return announce_call(call, by=by, now=call.opens_at - timedelta(days=1), reason="A test needs these dates.")


def in_days(days, *, hour=16):
    """A moment some days from the day of NOW, 5 pm in Larkfield's summer by default."""
    return NOW.replace(hour=hour, minute=0) + timedelta(days=days)


def on_day(days):
    return date(NOW.year, NOW.month, NOW.day) + timedelta(days=days)
