from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "grants.desks.jobs"
    label = "jobs"
