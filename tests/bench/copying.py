"""Makes a thousand applications into many thousands inside the database: every row again, with ids moved along."""

from django.db import connection

from grants.ground.audit.models import Entry, Seal
from grants.ground.bank.models import BankAccount
from grants.ground.notifications.models import Mail
from grants.ground.people.models import Membership, Organisation, Person
from grants.ground.questions.models import AnswerSheet, SheetSnapshot
from grants.stages.applications.models import Application, Facts, Message
from grants.stages.assessment import models as assessment
from grants.stages.awards import models as awards
from grants.stages.calls.models import Call
from grants.stages.funds.models import Earmark, LedgerEntry
from grants.stages.outcomes.models import Figure, Report
from grants.stages.payments.models import Payment, PaymentBatch

MODELS = (
    Call, Organisation, Person, Membership, AnswerSheet, SheetSnapshot, Application, Facts, Mail, Message, Entry, Seal,
    assessment.Panel, assessment.PanelMember, assessment.Candidate, assessment.Conflict, assessment.Assignment,
    assessment.Review, assessment.Score, assessment.Recommendation, assessment.Decision, Earmark, awards.Award,
    awards.AwardShare, awards.Agreement, LedgerEntry, awards.Instalment, awards.InstalmentShare, BankAccount,
    PaymentBatch, Payment, awards.ReportDue, Report, Figure,
)  # fmt: skip
NUMBERED = {
    "name", "sort_name", "reference", "title", "email", "to_email", "message_id", "payee_name", "holder_name",
}  # fmt: skip
STEP = 1_000_000
CALLS = 40


def marks():
    """The last id in each table: what is written after this is later than its mark."""
    return {model: model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0 for model in MODELS}


def copy(after, upto, number, original):
    """Writes again what came after one set of marks and up to another, as the thousand of that number.

    Names and references count in sixes of digits: those of the original begin with its number in three.
    """
    with connection.cursor() as cursor:
        for model in MODELS:
            if model is Call and number >= CALLS:
                continue
            fields = model._meta.concrete_fields
            columns = ", ".join(f'"{field.column}"' for field in fields)
            values = ", ".join(_value(field, model, after, number, original) for field in fields)
            table, first, last = model._meta.db_table, after[model], upto[model]
            cursor.execute(
                f'INSERT INTO "{table}" ({columns}) SELECT {values} FROM "{table}" WHERE id > {first} AND id <= {last}'
            )


def _value(field, model, after, number, original):
    """The SQL of one column in the copy."""
    column, moved = f'"{field.column}"', (number - original) * STEP
    if field.primary_key or (model, field.name) == (Seal, "position"):
        return f"{column} + {moved}"
    if (model, field.name) == (Call, "code"):
        return f"'bench{number}'"
    if field.remote_field and field.remote_field.model in after:
        if field.remote_field.model is Call:
            moved = ((number - original) % (CALLS - original)) * STEP
        return f"CASE WHEN {column} > {after[field.remote_field.model]} THEN {column} + {moved} ELSE {column} END"
    if field.name in NUMBERED:
        for before in (" ", "-", "r"):
            column = f"replace({column}, '{before}{original:03d}', '{before}{number:03d}')"
    return column
