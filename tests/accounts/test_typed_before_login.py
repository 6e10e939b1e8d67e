"""A session that runs out while a form is being filled in costs a login, and nothing that was typed."""

import pytest
from django.urls import reverse

from enterprises.models import Enterprise
from socialportal.home.demo.people import PASSWORD

pytestmark = pytest.mark.django_db
COORDINATOR = "koordinator@slagelse.example"


def send(client, url, **typed):
    return client.post(url, {"version": "1", "name": "Sumak", "summary": "Ny sætning om maden.", **typed})


@pytest.fixture
def edit(demo):
    return reverse("enterprises:edit", args=["sumak"])


def test_what_was_typed_stands_there_after_the_login(client, edit):
    sent = send(client, edit)
    assert sent.status_code == 302
    assert sent["Location"].startswith(reverse("account_login"))
    assert Enterprise.objects.get(slug="sumak").summary != "Ny sætning om maden."
    client.login(email=COORDINATOR, password=PASSWORD)
    page = client.get(edit)
    assert "Ny sætning om maden." in page.content.decode()
    assert "Du var blevet logget ud" in page.content.decode()
    assert "Ny sætning om maden." not in client.get(edit).content.decode(), "given once"


def test_it_can_be_saved_then(client, edit):
    send(client, edit)
    client.login(email=COORDINATOR, password=PASSWORD)
    client.get(edit)
    version = Enterprise.objects.get(slug="sumak").version
    assert send(client, edit, version=version).status_code == 302
    assert Enterprise.objects.get(slug="sumak").summary == "Ny sætning om maden."


def test_it_is_shown_at_its_own_address_only_and_never_behind_a_door(client, edit):
    send(client, edit)
    client.login(email="koordinator@kolding.example", password=PASSWORD)
    assert client.get(edit).status_code == 404
    assert "Ny sætning" not in client.get(reverse("enterprises:list")).content.decode()


def test_passwords_and_great_amounts_are_not_kept(client, edit):
    send(client, edit, new_password="hemmelig-adgangskode")
    assert "hemmelig" not in str(dict(client.session))
    client.session.flush()
    send(client, edit, summary="x" * 300_000)
    assert "typed_before_login" not in client.session
