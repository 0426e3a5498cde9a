"""Papers that groups keep with us."""

from grants.ground.papers.actions import add_paper
from tests.factories.actors import NOW
from tests.factories.files import pdf_bytes, upload


def make_paper(organisation, *, by, kind="constitution", name="rules.pdf", valid_until=None, now=NOW):
    """A paper that somebody of the group added."""
    return add_paper(
        organisation,
        kind=kind,
        upload=upload(pdf_bytes(name), name),
        valid_until=valid_until,
        by=by,
        now=now,
    )
