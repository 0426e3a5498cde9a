"""Addresses of the office."""

from django.urls import path

from grants.desks.office.views import components

app_name = "office"
urlpatterns = [
    path("components/", components.show_components, name="components"),
]
