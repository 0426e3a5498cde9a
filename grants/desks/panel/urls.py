"""Addresses of the panel desk."""

from django.urls import path

from grants.desks.panel.views import applications, board, home, ties

app_name = "panel"
urlpatterns = [
    path("", home.show_home, name="home"),
    path("<int:panel_pk>/groups/", ties.declare, name="declare"),
    path("<int:panel_pk>/board/", board.show_board, name="board"),
    path("<int:panel_pk>/ties/", ties.settle, name="ties"),
    path("<int:panel_pk>/ties/<int:tie_pk>/", ties.correct, name="tie_correct"),
    path("read/<int:assignment_pk>/", applications.score_application, name="application"),
    path("read/<int:assignment_pk>/answer/", applications.answer, name="answer"),
    path("read/<int:assignment_pk>/tie/", ties.declare_one, name="tie"),
    path("read/<int:assignment_pk>/files/<int:file_pk>/", applications.open_file, name="file"),
]
