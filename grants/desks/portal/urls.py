"""Addresses of the portal desk."""

from django.urls import URLPattern

app_name = "portal"

urlpatterns: list[URLPattern] = []
