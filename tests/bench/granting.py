"""Grants with their ledger lines, payments and reports, by bulk insert."""

import datetime as dt

from grants.ground.bank.models import BankAccount
from grants.ground.questions.models import AnswerSheet
from grants.ground.reference.models import Indicator
from grants.stages.awards.models import Agreement, Award, AwardShare, Instalment, InstalmentShare, ReportDue
from grants.stages.funds.models import Earmark, LedgerEntry
from grants.stages.outcomes.models import Figure, Report
from grants.stages.payments.models import Payment, PaymentBatch
from tests.bench.judging import in_batches

STATUSES = ("active", "active", "closed", "active", "accepted", "active", "suspended", "closed", "active", "offered")
REPORTS = ("submitted", "accepted", "accepted", "sent_back")
BATCH_SIZE = 50


def grant(house, call, decisions, number, *, is_past):
    """An award for each decision to fund, and the money that went out for it: in every state, or all closed and paid."""
    statuses, written = (("closed",), ("accepted",)) if is_past else (STATUSES, REPORTS)
    earmarks = Earmark.objects.bulk_create(
        Earmark(fund=call.fund, reference=f"B-{a.reference}", financial_year=call.financial_year) for a in decisions
    )
    awards = Award.objects.bulk_create(
        _award(house, call, application, decision, mark, statuses[place % len(statuses)])
        for place, ((application, decision), mark) in enumerate(zip(decisions.items(), earmarks, strict=True))
    )
    _promise(house, call, awards)
    granted = [award for award in awards if award.status not in ("offered", "accepted")]
    _pay(house, call, granted, number, is_past=is_past)
    _report(house, call, granted, written)


def _award(house, call, application, decision, mark, status):
    start = house.days(-(application.pk % 400)).date()
    is_accepted, is_closed = status != "offered", status == "closed"
    return Award(
        application=application, decision=decision, organisation_id=application.organisation_id,
        payee_id=application.organisation_id, call=call, earmark=mark, reference=mark.reference, status=status,
        title=application.title, public_summary="Tea for all.", sort_name=application.sort_name,
        amount=decision.amount, starts_on=start, ends_on=start + dt.timedelta(days=200), offered_at=house.now,
        offered_by=house.officer, answer_by=house.days(14).date(), status_since=house.now,
        accepted_at=house.now - dt.timedelta(seconds=application.pk) if is_accepted else None,
        activated_at=house.now if status not in ("offered", "accepted") else None,
        closed_at=house.now if is_closed else None, closed_by=house.officer if is_closed else None,
    )  # fmt: skip


def _promise(house, call, awards):
    """What every award says and sets aside."""
    source = call.fund.sources.earliest("pk")
    AwardShare.objects.bulk_create(AwardShare(award=award, source=source, amount=award.amount) for award in awards)
    Agreement.objects.bulk_create(
        Agreement(award=award, language="en-gb", text="Terms", digest="0" * 64, made_at=house.now,
                  completed_at=award.accepted_at)
        for award in awards
    )  # fmt: skip
    LedgerEntry.objects.bulk_create(
        _entry(house, call, source, award, "committed" if award.accepted_at else "offer_made", award.amount)
        for award in awards
    )


def _entry(house, call, source, award, kind, amount):
    return LedgerEntry(
        source=source, financial_year=call.financial_year, kind=kind, amount=amount, earmark=award.earmark,
        effective_on=house.now.date(), posted_at=house.now, posted_by=house.officer,
    )  # fmt: skip


def _pay(house, call, awards, number, *, is_past):
    """In the past both halves are paid. Today one is; of the other some is ready, some planned, and a batch is built."""
    source = call.fund.sources.earliest("pk")
    paid = _instalments(awards, 1, _paid)
    rest = _instalments(awards, 2, _paid if is_past else _waiting)
    InstalmentShare.objects.bulk_create(
        InstalmentShare(instalment=row, source=source, amount=row.amount) for row in [*paid, *rest]
    )
    made = BankAccount.objects.bulk_create(_account(house, award, is_past=is_past) for award in awards)
    accounts = {account.organisation_id: account for account in made}
    sent = [*paid, *rest] if is_past else paid
    for place, rows in enumerate(in_batches(sent, BATCH_SIZE)):
        _batch(house, rows, accounts, f"BENCH-{number:03d}-{place}", is_sent=True, is_past=is_past)
    if not is_past:
        ready = [row for row in rest if row.status == "released"][:BATCH_SIZE]
        _batch(house, ready, accounts, "BENCH-BUILDING", is_sent=False)
    LedgerEntry.objects.bulk_create(_entry(house, call, source, row.award, "payment_sent", row.amount) for row in sent)


def _paid(_award):
    return "paid"


def _waiting(award):
    return "released" if award.pk % 4 else "planned"


def _instalments(awards, number, status_of):
    return Instalment.objects.bulk_create(
        Instalment(
            award=award, number=number, amount=award.amount // 2, due_on=award.starts_on, status=status_of(award)
        )
        for award in awards
    )


def _account(house, award, *, is_past):
    """Three in four are proved today, and all of the past; the others wait for one of the two people."""
    turn = 2 if is_past else award.pk % 8
    status = ("entered", "checked")[turn] if turn < 2 else "verified"
    checked, verified = status != "entered", status == "verified"
    return BankAccount(
        organisation_id=award.organisation_id, number=1, status=status, holder_name=award.title,
        sort_code_sealed="-", account_number_sealed="-", last_four=f"{award.pk % 10000:04d}",
        fingerprint=f"{award.pk:064d}", entered_by=house.officer, entered_at=house.now,
        checked_by=house.reviewers[0] if checked else None, checked_at=house.now if checked else None,
        verified_by=house.treasurer if verified else None, verified_at=house.now if verified else None,
    )  # fmt: skip


def _batch(house, rows, accounts, reference, *, is_sent, is_past=False):
    now = house.now if is_sent else None
    batch = PaymentBatch.objects.create(
        reference=reference, status="settled" if is_past else "sent" if is_sent else "building", pay_on=house.now.date(), built_at=house.now,
        built_by=house.officer, approved_at=now, approved_by=house.treasurer if is_sent else None,
        sent_at=now, sent_by=house.treasurer if is_sent else None, file_sha256="0" * 64 if is_sent else "",
        payment_count=len(rows), total_amount=sum(row.amount for row in rows),
    )  # fmt: skip
    Payment.objects.bulk_create(
        _payment(house, batch, row, accounts[row.award.organisation_id], _payment_status(row, is_sent, is_past))
        for row in rows
    )


def _payment_status(row, is_sent, is_past):
    if is_past:
        return "cleared"
    return ("sent", "cleared", "cleared", "cleared")[row.pk % 4] if is_sent else "batched"


def _payment(house, batch, row, account, status):
    day, is_cleared = house.now.date(), status == "cleared"
    return Payment(
        batch=batch, instalment=row, account=account, status=status, reference=row.award.reference,
        payee_name=account.holder_name, amount=row.amount, sent_on=day if status != "batched" else None,
        cleared_on=day if is_cleared else None, cleared_by=house.treasurer if is_cleared else None,
    )  # fmt: skip


def _report(house, call, awards, statuses):
    """Every award owes a report, with figures. Two in three of those of today have written one; in the past, all."""
    dues = ReportDue.objects.bulk_create(
        ReportDue(award=award, kind="final", number=1, due_on=award.ends_on + dt.timedelta(days=30)) for award in awards
    )
    written = dues if len(statuses) == 1 else [due for due in dues if due.pk % 3]
    sheets = AnswerSheet.objects.bulk_create(
        AnswerSheet(version_id=call.report_version_id, writable="none", created_at=house.now) for _due in written
    )
    reports = Report.objects.bulk_create(
        _written(house, due, sheet, statuses[place % len(statuses)])
        for place, (due, sheet) in enumerate(zip(written, sheets, strict=True))
    )
    accepted = [report.report_due for report in reports if report.status == "accepted"]
    for due in accepted:
        due.accepted_at = house.now
    ReportDue.objects.bulk_update(accepted, ["accepted_at"])
    Figure.objects.bulk_create(
        Figure(report=report, indicator=indicator, value=10 + report.pk % 40, base=60)
        for report in reports
        for indicator in Indicator.objects.all()
    )


def _written(house, due, sheet, status):
    is_answered = status == "accepted"
    return Report(
        report_due=due, sheet=sheet, status=status, started_at=house.now, started_by=house.officer,
        submitted_at=house.now - dt.timedelta(seconds=due.pk), submitted_by=house.officer,
        reply="Thank you." if is_answered else "", replied_at=house.now if is_answered else None,
        replied_by=house.officer if is_answered else None, spent_amount=due.award.amount,
        story="The kitchen was full every Tuesday.",
    )  # fmt: skip
