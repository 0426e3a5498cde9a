"""A house of many applications, written by bulk insert: the size is what matters here, not the story.

One application in five was granted, paid and reported. Everything hangs together as the acts would leave it, so that
every page finds what it looks for.
"""

import datetime as dt
import uuid

from fixtures.demo import world
from grants.ground.bank.models import AccountStatus, BankAccount
from grants.ground.kit.clock import now as read_clock
from grants.ground.people.models import MemberRole, Membership, Organisation, Person
from grants.ground.questions.models import AnswerSheet, SheetSnapshot
from grants.stages.applications.models import Application, Facts
from grants.stages.assessment.models import Candidate, Decision, Panel, Recommendation
from grants.stages.awards.models import (
    Agreement,
    Award,
    AwardShare,
    Instalment,
    InstalmentShare,
    ReportDue,
)
from grants.stages.calls.models import Call
from grants.stages.funds.models import Earmark, LedgerEntry
from grants.stages.outcomes.models import Report
from grants.stages.payments.models import Payment, PaymentBatch

STATUSES = ("submitted", "eligible", "in_review", "declined", "offered")
CHUNK = 2000
AMOUNT = 150_000


def fill(size):
    """The demo world, and `size` more applications of as many groups."""
    now = read_clock()
    world.load(now)
    for first in range(0, size, CHUNK):
        _write(first, min(CHUNK, size - first), now)


def _write(first, count, now):
    call = Call.objects.get(code="small26")
    officer = Person.objects.get(email="olive@willowmere.example")
    writer = Person.objects.get(email="amina@harbourlights.example")
    groups = Organisation.objects.bulk_create(
        Organisation(name=f"Group {n:06d}", sort_name=f"group {n:06d}", joined_at=now)
        for n in range(first, first + count)
    )
    Membership.objects.bulk_create(
        Membership(organisation=group, person=writer, role=MemberRole.MEMBER, since=now, ended_at=now)
        for group in groups
    )
    content = SheetSnapshot.objects.order_by("pk").values_list("content", flat=True).first()
    sheets = AnswerSheet.objects.bulk_create(
        AnswerSheet(version=call.form_version, writable="none", created_at=now) for _group in groups
    )
    snapshots = SheetSnapshot.objects.bulk_create(
        SheetSnapshot(sheet=sheet, number=1, content=content, digest="0" * 64, taken_at=now) for sheet in sheets
    )
    applications = Application.objects.bulk_create(
        Application(
            call=call, organisation=group, sheet=sheet, status=STATUSES[n % 5], reference=f"BENCH-{n:06d}",
            title=f"Project {n:06d}", sort_name=group.sort_name, started_at=now, started_by=writer,
            submitted_at=now, submitted_by=writer, status_since=now - dt.timedelta(seconds=n),
        )
        for n, (group, sheet) in enumerate(zip(groups, sheets, strict=True), start=first)
    )  # fmt: skip
    Facts.objects.bulk_create(
        Facts(
            application=application, snapshot=snapshot, title=application.title, public_summary="Tea for all.",
            requested_amount=AMOUNT, districts=["harbour"], populations=["P14"], activities=["A01"], recorded_at=now,
        )
        for application, snapshot in zip(applications, snapshots, strict=True)
    )  # fmt: skip
    _grant([a for a in applications if a.status == "offered"], officer, call, now)


def _grant(applications, officer, call, now):
    panel = Panel.objects.create(call=call, name="A full panel", status="released", created_at=now,
                                 released_at=now, released_by=officer)  # fmt: skip
    candidates = Candidate.objects.bulk_create(
        Candidate(panel=panel, application=application, added_at=now) for application in applications
    )
    advised = Recommendation.objects.bulk_create(
        Recommendation(
            candidate=candidate, verdict="fund", amount=AMOUNT, reason="Good.", recommended_at=now,
            recommended_by=officer,
        )
        for candidate in candidates
    )  # fmt: skip
    decisions = Decision.objects.bulk_create(
        Decision(
            candidate=row.candidate, recommendation=row, verdict="fund", amount=AMOUNT, reason="Good.",
            decided_at=now, decided_by=officer, released_at=now,
        )
        for row in advised
    )  # fmt: skip
    earmarks = Earmark.objects.bulk_create(
        Earmark(fund=call.fund, reference=f"B-{a.reference}", financial_year=call.financial_year) for a in applications
    )
    today = now.date()
    awards = Award.objects.bulk_create(
        Award(
            application=a, decision=decision, organisation_id=a.organisation_id, payee_id=a.organisation_id, call=call,
            earmark=mark, reference=mark.reference, status="active", title=a.title, public_summary="Tea for all.",
            sort_name=a.sort_name, amount=AMOUNT, starts_on=today, ends_on=today + dt.timedelta(days=200),
            offered_at=now, offered_by=officer, answer_by=today, accepted_at=now, activated_at=now, status_since=now,
        )
        for a, decision, mark in zip(applications, decisions, earmarks, strict=True)
    )  # fmt: skip
    _pay(awards, officer, call, now)


def _pay(awards, officer, call, now):
    today, source = now.date(), call.fund.sources.order_by("pk").first()
    AwardShare.objects.bulk_create(AwardShare(award=award, source=source, amount=AMOUNT) for award in awards)
    Agreement.objects.bulk_create(
        Agreement(award=award, language="en-gb", text="Terms", digest="0" * 64, made_at=now, completed_at=now)
        for award in awards
    )
    dues = ReportDue.objects.bulk_create(
        ReportDue(award=award, kind="final", number=1, due_on=today + dt.timedelta(days=230)) for award in awards
    )
    paid = Instalment.objects.bulk_create(
        Instalment(award=award, number=1, amount=AMOUNT // 2, due_on=today, status="paid") for award in awards
    )
    ready = Instalment.objects.bulk_create(
        Instalment(award=award, number=2, amount=AMOUNT // 2, due_on=today, status="released") for award in awards
    )
    InstalmentShare.objects.bulk_create(
        InstalmentShare(instalment=row, source=source, amount=row.amount) for row in [*paid, *ready]
    )
    accounts = BankAccount.objects.bulk_create(
        BankAccount(
            organisation_id=award.organisation_id, number=1, status=AccountStatus.ENTERED, holder_name=award.title,
            sort_code_sealed="-", account_number_sealed="-", last_four="0000", fingerprint=f"{award.pk:064d}",
            entered_by=officer, entered_at=now,
        )
        for award in awards
    )  # fmt: skip
    batch = PaymentBatch.objects.create(
        reference=f"B-{uuid.uuid4().hex[:12]}", status="cancelled", pay_on=today, built_at=now, built_by=officer,
        cancelled_at=now, cancelled_by=officer,
    )  # fmt: skip
    Payment.objects.bulk_create(
        Payment(
            batch=batch, instalment=row, account=account, status="cleared", reference=row.award.reference,
            payee_name=account.holder_name, amount=row.amount, sent_on=today, cleared_on=today, cleared_by=officer,
        )
        for row, account in zip(paid, accounts, strict=True)
    )  # fmt: skip
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            source=source, financial_year=call.financial_year, kind=kind, amount=amount, earmark=award.earmark,
            effective_on=today, posted_at=now, posted_by=officer,
        )
        for award in awards
        for kind, amount in (("committed", AMOUNT), ("payment_sent", AMOUNT // 2))
    )  # fmt: skip
    _report(dues, officer, now)


def _report(dues, officer, now):
    version = Report.objects.select_related("sheet").first().sheet.version_id
    sheets = AnswerSheet.objects.bulk_create(
        AnswerSheet(version_id=version, writable="none", created_at=now) for _due in dues
    )
    Report.objects.bulk_create(
        Report(
            report_due=due, sheet=sheet, status="submitted", started_at=now, started_by=officer,
            submitted_at=now, submitted_by=officer,
        )
        for due, sheet in zip(dues, sheets, strict=True)
    )  # fmt: skip
