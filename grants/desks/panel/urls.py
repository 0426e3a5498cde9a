"""Addresses of the panel desk."""

from django.urls import URLPattern

app_name = "panel"

urlpatterns: list[URLPattern] = []
