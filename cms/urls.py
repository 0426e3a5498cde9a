"""Public addresses that are no pages."""

from django.urls import path

from cms import packs, views

app_name = "cms"
urlpatterns = [
    path("calls/<slug:call_code>/questions/", packs.pack, name="pack"),
    path("calls/<slug:call_code>/questions.pdf", packs.pack_file, {"kind": "pdf"}, name="pack_pdf"),
    path("calls/<slug:call_code>/paper-form.pdf", packs.pack_file, {"kind": "paper"}, name="paper_form"),
    path("calls/<slug:call_code>/paper-form-large.pdf", packs.pack_file, {"kind": "large"}, name="paper_form_large"),
    path("calls/<slug:call_code>/questions.docx", packs.pack_file, {"kind": "docx"}, name="pack_docx"),
    path("search/", views.search, name="search"),
    path("feeds/calls.atom", views.calls_feed, name="calls_feed"),
    path("feeds/closing-dates.ics", views.calendar, name="calendar"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("media/<path:path>", views.picture, name="picture"),
    path("what-we-funded/photos/<int:pk>/", views.funded_photo, name="funded_photo"),
    path("open-data/grants.json", views.open_data, name="open_data"),
]
