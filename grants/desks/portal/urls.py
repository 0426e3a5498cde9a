"""Addresses of the portal."""

from django.urls import path

from grants.desks.portal.views import applications, grants, home, messages, quiz, reports, sending, start, writing

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("calls/<slug:call_code>/quiz/", quiz.quiz, name="quiz"),
    path("calls/<slug:call_code>/quiz/result/", quiz.quiz_result, name="quiz_result"),
    path("calls/<slug:call_code>/quiz/<slug:key>/", quiz.quiz_question, name="quiz_question"),
    path("calls/<slug:call_code>/start/", start.start, name="start"),
    path("applications/<int:pk>/", applications.application, name="application"),
    path("applications/<int:pk>/answers/", applications.answers, name="answers"),
    path("applications/<int:pk>/tasks/<slug:key>/", writing.section, name="section"),
    path("applications/<int:pk>/save/<slug:key>/", writing.autosave, name="autosave"),
    path("applications/<int:pk>/added-files/<int:row_pk>/", applications.file, name="file"),
    path("applications/<int:pk>/files/<int:file_pk>/", applications.own_file, name="own_file"),
    path("applications/<int:pk>/messages/", messages.message, name="message"),
    path("applications/<int:pk>/check/", sending.check, name="check"),
    path("applications/<int:pk>/sent/", sending.sent, name="sent"),
    path("applications/<int:pk>/receipt/", sending.receipt, name="receipt"),
    path("applications/<int:pk>/take-back/", sending.take_back, name="take_back"),
    path("applications/<int:pk>/withdraw/", sending.withdraw, name="withdraw"),
    path("applications/<int:pk>/letter/", grants.letter, name="letter"),
    path("applications/<int:pk>/letter/file/", grants.letter_file, name="letter_file"),
    path("grants/<int:pk>/", grants.grant, name="grant"),
    path("grants/<int:pk>/sign/", grants.grant_sign, name="grant_sign"),
    path("grants/<int:pk>/sign/code/", grants.grant_sign_code, name="grant_sign_code"),
    path("grants/<int:pk>/turn-down/", grants.grant_refuse, name="grant_refuse"),
    path("grants/<int:pk>/agreement/", grants.agreement_file, name="agreement_file"),
    path("grants/<int:pk>/bank-details/", grants.grant_bank, name="grant_bank"),
    path("grants/<int:pk>/conditions/<int:condition_pk>/", grants.condition, name="condition"),
    path("grants/<int:pk>/conditions/<int:condition_pk>/file/", grants.condition_file, name="condition_file"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/check/", reports.report_check, name="report_check"),
    path("reports/<int:pk>/tasks/<slug:key>/", reports.report_section, name="report_section"),
    path("reports/<int:pk>/save/<slug:key>/", reports.report_autosave, name="report_autosave"),
    path("reports/<int:pk>/added-files/<int:row_pk>/", reports.report_file, name="report_file"),
    path("reports/<int:pk>/files/<int:file_pk>/", reports.report_own_file, name="report_own_file"),
]
