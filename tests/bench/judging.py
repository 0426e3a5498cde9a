"""Panels of fifty with their scores, advice and decisions, by bulk insert."""

from grants.stages.assessment.models import (
    Assignment,
    Candidate,
    Conflict,
    Decision,
    Panel,
    PanelMember,
    Recommendation,
    Review,
    Score,
)

AT_PANEL = {"in_review": "scoring", "recommended": "meeting", "offered": "released", "declined": "released",
            "reserved": "released"}  # fmt: skip
VERDICTS = {"recommended": "fund", "offered": "fund", "declined": "no", "reserved": "reserve"}
PANEL_SIZE = 50


def judge(house, call, applications, number):
    """The panels of a thousand applications. Returns the decisions to fund, by application."""
    released = {}
    for panel_status in ("scoring", "meeting", "released"):
        chosen = [a for a in applications if AT_PANEL.get(a.status) == panel_status]
        for position, batch in enumerate(in_batches(chosen, PANEL_SIZE)):
            people = _writers(applications, position) if number or position else house.reviewers
            panel = _panel(house, call, panel_status, people, f"{panel_status} {number}.{position}")
            candidates = Candidate.objects.bulk_create(
                Candidate(panel=panel, application=a, added_at=house.now) for a in batch
            )
            _score(house, call, candidates, people)
            released |= _decide(house, candidates)
    return released


def in_batches(rows, size):
    return [rows[first : first + size] for first in range(0, len(rows), size)]


def _writers(applications, position):
    """Other judges for all panels but the first, so that nobody sits on hundreds."""
    return [a.started_by for a in applications[position * 3 : position * 3 + 3]]


def _panel(house, call, status, people, name):
    is_released = status == "released"
    panel = Panel.objects.create(
        call=call, name=f"Bench {name}", status=status, scores_due_at=house.days(14), created_at=house.now,
        released_at=house.now if is_released else None, released_by=house.officer if is_released else None,
    )  # fmt: skip
    PanelMember.objects.bulk_create(
        PanelMember(panel=panel, person=person, role="chair" if person == people[0] else "reviewer",
                    joined_at=house.now, declared_at=house.now)
        for person in people
    )  # fmt: skip
    return panel


def _score(house, call, candidates, people):
    """Each person reads each application. In panels that still score, the first third is not scored yet."""
    Conflict.objects.bulk_create(
        Conflict(application=c.application, person=person, origin="declared", kind="none", effect="clear",
                 recorded_at=house.now)
        for c in candidates
        for person in people
    )  # fmt: skip
    assignments = Assignment.objects.bulk_create(
        Assignment(candidate=c, person=person, status="accepted", position=position, assigned_at=house.now,
                   assigned_by=house.officer)
        for position, c in enumerate(candidates)
        for person in people
    )  # fmt: skip
    snapshots = {c.pk: c.application.facts_snapshot for c in candidates}
    done = [a for a in assignments if a.candidate.application.status != "in_review" or a.position % 3]
    reviews = Review.objects.bulk_create(
        Review(assignment=a, status="submitted", snapshot_id=snapshots[a.candidate_id], total=2500 + a.pk * 37 % 7500,
               saved_at=house.now, submitted_at=house.now)
        for a in done
    )  # fmt: skip
    criteria = list(call.rubric.criteria.all())
    Score.objects.bulk_create(
        Score(review=review, criterion=criterion, level=(review.assignment_id + n) % 5, comment="Clear.")
        for review in reviews
        for n, criterion in enumerate(criteria)
    )


def _decide(house, candidates):
    """Advice where there is one; decisions where they are released."""
    advised = Recommendation.objects.bulk_create(
        Recommendation(
            candidate=c, verdict=VERDICTS[c.application.status], reason="Good.", recommended_at=house.now,
            amount=c.application.amount if VERDICTS[c.application.status] == "fund" else 0,
            recommended_by=house.officer,
        )
        for c in candidates
        if c.application.status in VERDICTS
    )  # fmt: skip
    decisions = Decision.objects.bulk_create(
        Decision(
            candidate=row.candidate, recommendation=row, verdict=row.verdict, amount=row.amount, reason="Good.",
            decided_at=house.now, decided_by=house.treasurer, released_at=house.now,
        )
        for row in advised
        if row.candidate.application.status != "recommended"
    )  # fmt: skip
    return {row.candidate.application: row for row in decisions if row.verdict == "fund"}
