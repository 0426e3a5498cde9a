"""The page of demo people. Included in demo mode only; its views refuse to be imported in production."""

from django.urls import path

from grants.desks.profile.views import demo

urlpatterns = [path("demo-people/", demo.demo_people, name="demo_people")]
