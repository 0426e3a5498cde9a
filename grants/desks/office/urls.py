"""Addresses of the office."""

from django.urls import path

from grants.desks.office.views import awards, components, release, reports

app_name = "office"
urlpatterns = [
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
]
