"""Addresses of the office."""

from django.urls import path

from grants.desks.office.views import applications, audit, awards, checks, components, outbox, release, reports

app_name = "office"
urlpatterns = [
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:pk>/", outbox.outbox_mail, name="outbox_mail"),
    path("outbox/<int:pk>/resend/", outbox.outbox_resend, name="outbox_resend"),
    path("outbox/<int:pk>/cancel/", outbox.outbox_cancel, name="outbox_cancel"),
    path("audit/", audit.audit, name="audit"),
    path("components/", components.show_components, name="components"),
    path("panels/<int:pk>/release/", release.release, name="release"),
    path("decisions/<int:pk>/letter/", release.letter_preview, name="letter_preview"),
    path("decisions/<int:pk>/plan/", release.offer_plan, name="offer_plan"),
    path("awards/", awards.awards, name="awards"),
    path("awards/<int:pk>/", awards.award, name="award"),
    path("awards/<int:pk>/agreement/", awards.award_agreement, name="award_agreement"),
    path("awards/<int:pk>/start/", awards.award_activate, name="award_activate"),
    path("awards/<int:pk>/close/", awards.award_close, name="award_close"),
    path("awards/<int:pk>/recall/", awards.award_recall, name="award_recall"),
    path("awards/<int:pk>/hold/", awards.award_hold, name="award_hold"),
    path("holds/<int:pk>/lift/", awards.hold_lift, name="hold_lift"),
    path("instalments/<int:pk>/release/", awards.instalment_release, name="instalment_release"),
    path("conditions/<int:pk>/", awards.condition, name="condition"),
    path("conditions/<int:pk>/file/", awards.condition_file, name="condition_file"),
    path("reports-due/<int:pk>/waive/", awards.report_waive, name="report_waive"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/photos/<int:photo_pk>/", reports.report_photo, name="report_photo"),
    path("applications/", applications.applications, name="applications"),
    path("applications/<int:pk>/", applications.application, name="application"),
    path("applications/<int:pk>/answers/", applications.application_answers, name="application_answers"),
    path("applications/<int:pk>/files/<int:file_pk>/", applications.application_file, name="application_file"),
    path("applications/<int:pk>/check/", checks.application_check, name="application_check"),
    path("applications/<int:pk>/not-eligible/", checks.application_ineligible, name="application_ineligible"),
    path("applications/<int:pk>/not-eligible/confirm/", checks.finding_confirm, name="finding_confirm"),
    path("applications/<int:pk>/check/undo/", checks.finding_undo, name="finding_undo"),
    path("applications/<int:pk>/messages/", applications.application_messages, name="application_messages"),
    path("applications/<int:pk>/timeline/", applications.application_timeline, name="application_timeline"),
]
