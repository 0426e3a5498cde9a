"""Downloads for finance."""

import tempfile
from zoneinfo import ZoneInfo

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from grants.desks.finance.gate import finance_screen
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.ground.reference.queries import funder
from grants.outputs.exports.workbook import award_workbook
from grants.stages.funds.queries import funds

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@finance_screen(Permission.EXPORT_AWARDS)
@require_GET
def award_workbook_file(request: ActingRequest) -> HttpResponse:
    """The award workbook of one fund, or of all."""
    code, now, giver = request.GET.get("fund", ""), clock.now(), funder()
    fund = get_object_or_404(funds(), code=code) if code else None
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    award_workbook(out, funder=giver, fund=fund, exported_by=request.actor.name, now=now, zone=ZoneInfo(giver.timezone))
    out.seek(0)
    name = f"awards-{code or 'all'}-{now:%Y-%m-%d}.xlsx"
    return FileResponse(out, as_attachment=True, filename=name, content_type=XLSX)
