"""A file over the limit: stopped on arrival, said at its field, everything else kept."""

import pytest
from django import forms
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from grants.desks.web.forms import act
from grants.ground.files.actions import store_upload
from grants.ground.files.models import StoredFile
from grants.ground.people.actor import TIMER
from tests.factories.files import NOW, pdf_bytes, upload

pytestmark = pytest.mark.django_db
LIMIT = 3 * 1024 * 1024


class EvidenceForm(forms.Form):
    before = forms.CharField()
    file = forms.FileField()
    after = forms.CharField()


def show(request):
    form = EvidenceForm(request.POST, request.FILES)
    kinds = frozenset({"pdf"})
    if form.is_valid() and act(
        form, lambda: store_upload(form.cleaned_data["file"], kinds=kinds, by=TIMER, now=NOW, field="file")
    ):
        return HttpResponse("stored", status=201)
    return HttpResponse(form.as_p())


@pytest.fixture
def send(settings):
    settings.ROOT_URLCONF = (path("evidence/", show),)
    settings.UPLOAD_LIMIT_BYTES = LIMIT

    def post(content):
        fields = {"before": "typed before", "file": upload(content), "after": "typed after"}
        return Client().post("/evidence/", fields)

    return post


def test_file_within_the_limit_is_stored(send):
    content = pdf_bytes("x" * (LIMIT - 400))
    assert send(content).status_code == 201
    assert StoredFile.objects.get().size == len(content)


def test_small_file_is_stored(send):
    assert send(pdf_bytes()).status_code == 201


def test_file_over_the_limit_is_said_at_its_field_and_the_rest_is_kept(send):
    response = send(pdf_bytes("x" * LIMIT))
    page = response.content.decode()
    assert response.status_code == 413
    assert "This file is too large. The limit is 3 MB. Choose a smaller file." in page
    assert ('value="typed before"' in page, 'value="typed after"' in page) == (True, True)
    assert StoredFile.objects.count() == 0


def test_file_far_over_the_limit_is_cut_off(send, settings):
    settings.UPLOAD_LIMIT_BYTES = 100_000
    response = send(b"x" * 2_700_000)
    assert response.status_code == 413
    assert 'value="typed before"' in response.content.decode()
