"""Addresses of the portal."""

from django.urls import path

from grants.desks.portal.views import applications, home, messages, quiz, sending, start

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("calls/<slug:call_code>/quiz/", quiz.quiz, name="quiz"),
    path("calls/<slug:call_code>/quiz/result/", quiz.quiz_result, name="quiz_result"),
    path("calls/<slug:call_code>/quiz/<slug:key>/", quiz.quiz_question, name="quiz_question"),
    path("calls/<slug:call_code>/start/", start.start, name="start"),
    path("applications/<int:pk>/", applications.application, name="application"),
    path("applications/<int:pk>/answers/", applications.answers, name="answers"),
    path("applications/<int:pk>/added-files/<int:row_pk>/", applications.file, name="file"),
    path("applications/<int:pk>/files/<int:file_pk>/", applications.own_file, name="own_file"),
    path("applications/<int:pk>/messages/", messages.message, name="message"),
    path("applications/<int:pk>/check/", sending.check, name="check"),
    path("applications/<int:pk>/sent/", sending.sent, name="sent"),
    path("applications/<int:pk>/receipt/", sending.receipt, name="receipt"),
    path("applications/<int:pk>/take-back/", sending.take_back, name="take_back"),
    path("applications/<int:pk>/withdraw/", sending.withdraw, name="withdraw"),
]
