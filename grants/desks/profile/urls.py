"""Addresses of signing in and of one's own account."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from grants.desks.profile.views import account, home, invitations, language, second_factor, sign_in

app_name = "profile"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/phone/", sign_in.sign_in_phone, name="sign_in_phone"),
    path("sign-in/code/", sign_in.sign_in_code, name="sign_in_code"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("kept-form/", sign_in.kept, name="kept_form"),
    path("details/", account.details, name="details"),
    path("contact/", account.contact, name="contact"),
    path("language/", language.language, name="language"),
    path("sessions/", account.sessions, name="sessions"),
    path("sessions/<int:pk>/end/", account.session_end, name="session_end"),
    path("second-step/", second_factor.second_factor, name="second_factor"),
    path("second-step/check/", second_factor.second_factor_check, name="second_factor_check"),
    path("second-step/recovery-codes/", second_factor.second_factor_recovery, name="second_factor_recovery"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
]

if settings.MODE == "demo":
    urlpatterns.append(path("", include("grants.desks.profile.demo_urls")))
