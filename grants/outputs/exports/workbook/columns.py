"""What each sheet shows, column by column, with the words that the Read me sheet explains them by."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from grants.ground.kit.clock import local_date
from grants.ground.reference.models import Funder
from grants.outputs.exports import queries
from grants.outputs.exports.workbook.sheets import Column, money


def award_columns() -> list[Column]:
    return [
        Column(_("Reference"), "text", 16, _("The award's reference, also on the bank line")),
        Column(_("Group"), "text", 32, _("Name of the group")),
        Column(_("Project"), "text", 36, _("Title of the project")),
        Column(_("Legal form"), "text", 16, _("What kind of body the group is")),
        Column(_("Charity number"), "text", 14, _("As text, so that zeros stay")),
        Column(_("Company number"), "text", 14, _("As text, so that zeros stay")),
        Column(_("Call"), "text", 26, _("The call it applied to")),
        Column(_("Fund"), "text", 26, _("The fund that pays")),
        Column(_("Financial year"), "number", 10, _("The year, by its first calendar year, whose budget pays")),
        Column(_("Decided on"), "date", 12, _("Day of the decision")),
        Column(_("Accepted on"), "date", 12, _("Day on which the last signature came in")),
        Column(_("Starts"), "date", 12, _("First day of the project")),
        Column(_("Ends"), "date", 12, _("Last day of the project")),
        Column(_("Status"), "text", 14, _("Where the award stands")),
        Column(_("Currency"), "text", 9, _("ISO code")),
        Column(_("Requested"), "money", 14, _("What the group asked for")),
        Column(_("Awarded"), "money", 14, _("What was decided")),
        Column(_("Committed"), "money", 14, _("Agreement less releases, paid part included; from the ledger")),
        Column(_("Paid"), "money", 14, _("Paid, less what the bank returned; from the ledger")),
        Column(_("Refunded"), "money", 14, _("Given back by the group; from the ledger")),
        Column(_("Outstanding"), "formula", 14, _("Committed less Paid: a live formula")),
        Column(_("Next due"), "date", 12, _("When the next instalment is due")),
        Column(_("Districts"), "text", 22, _("Places the group named")),
        Column(_("Populations"), "text", 18, _("Codes of who it is for")),
        Column(_("Public"), "text", 8, _("Whether open data shows it")),
        Column(_("Paid to"), "text", 32, _("Whose account is paid: the group’s, or that of its host")),
    ]


def award_values(funder: Funder, fund_id: int | None) -> Iterator[list[Any]]:
    for number, row in enumerate(queries.in_chunks(queries.award_rows(fund_id)), start=2):
        yield [
            row.reference,
            row.organisation.name,
            row.title,
            row.organisation.get_legal_form_display(),
            row.organisation.charity_number,
            row.organisation.company_number,
            row.call.title,
            row.earmark.fund.name,
            row.earmark.financial_year,
            local_date(row.decision.decided_at, funder.timezone),
            local_date(row.accepted_at, funder.timezone) if row.accepted_at else None,
            row.starts_on,
            row.ends_on,
            str(row.get_status_display()),
            funder.currency,
            money(row.requested),
            money(row.amount),
            money(row.committed),
            money(row.paid),
            money(row.refunded),
            f"=R{number}-S{number}",
            row.next_due_on,
            ", ".join(row.districts),
            ", ".join(row.populations),
            _("yes") if row.is_public else _("no"),
            row.payee.name,
        ]


def due_columns() -> list[Column]:
    return [
        Column(_("Award"), "text", 16, _("The award's reference")),
        Column(_("Instalment"), "number", 10, _("Its number within the award")),
        Column(_("Group"), "text", 32, _("Name of the group")),
        Column(_("Due on"), "date", 12, _("Day from which it may be paid")),
        Column(_("Amount"), "money", 14, _("What is to be paid")),
        Column(_("Status"), "text", 14, _("Planned or ready to pay")),
        Column(_("Waits for"), "text", 30, _("The report that must be read and answered first")),
        Column(_("Gate opened on"), "date", 14, _("When it was")),
        Column(_("On hold because"), "text", 40, _("Reason of an open hold")),
        Column(_("Fund"), "text", 26, _("The fund that pays")),
    ]


def due_values(funder: Funder, fund_id: int | None) -> Iterator[list[Any]]:
    for row in queries.in_chunks(queries.due_rows(fund_id)):
        gate = getattr(row, "gate", None)
        yield [
            row.award.reference,
            row.number,
            row.award.organisation.name,
            row.due_on,
            money(row.amount),
            str(row.get_status_display()),
            f"{gate.report_due.get_kind_display()} {gate.report_due.due_on.isoformat()}" if gate else None,
            local_date(gate.opened_at, funder.timezone) if gate and gate.opened_at else None,
            row.hold_reason,
            row.award.earmark.fund.name,
        ]


def paid_columns() -> list[Column]:
    return [
        Column(_("Batch"), "text", 20, _("The payment batch")),
        Column(_("Award"), "text", 16, _("The award's reference, as the bank line shows it")),
        Column(_("Instalment"), "number", 10, _("Its number within the award")),
        Column(_("Group"), "text", 32, _("Name of the group")),
        Column(_("Payee as sent"), "text", 30, _("The name on the account")),
        Column(_("Account ends in"), "text", 12, _("Last four digits only")),
        Column(_("Sent on"), "date", 12, _("Day of payment")),
        Column(_("Arrived on"), "date", 12, _("Day it was seen on the bank statement")),
        Column(_("Returned on"), "date", 12, _("Day the bank sent it back")),
        Column(_("Status"), "text", 14, _("Sent, arrived or came back")),
        Column(_("Amount"), "money", 14, _("What was paid")),
        Column(_("Counts"), "money", 14, _("The amount, or 0 when it came back")),
    ]


def paid_values(funder: Funder, fund_id: int | None) -> Iterator[list[Any]]:
    for row in queries.in_chunks(queries.payment_rows(fund_id)):
        yield [
            row.batch.reference,
            row.reference,
            row.instalment.number,
            row.instalment.award.organisation.name,
            row.payee_name,
            row.account.last_four,
            row.sent_on,
            row.cleared_on,
            row.returned_on,
            str(row.get_status_display()),
            money(row.amount),
            money(0 if row.status == "returned" else row.amount),
        ]
