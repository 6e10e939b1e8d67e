"""The own page and its forms, the approval page, the picture's file."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.models import Enterprise, Picture, Product, Publication
from enterprises.services import profile_parts as parts
from enterprises.services.publication import publish
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM
from socialportal.common import panels
from tests import factories

from .conftest import Place
from .pictures import jpeg, upload
from .saying import text

OWN = "enterprises:own"


def at(name: str, *more: Any) -> str:
    return reverse(f"enterprises:{name}", args=["sumak", *more])


@pytest.fixture
def client(slagelse: Place) -> Client:
    """Sumak's own user."""
    return slagelse.client(roles.ENTERPRISE_USER)


def stored(place: Place) -> Picture:
    return parts.add_picture(SYSTEM, Picture(enterprise=place.enterprise, alt_text="En kop"), upload=upload(jpeg()))


def test_the_own_page_says_what_is_missing_and_what_is_asked(
    slagelse: Place, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = panels.PanelRow(what="Bidrag til årsrapporten", url="/bidrag/")
    monkeypatch.setattr(panels, "rows", lambda place, request, record: [row] if place == "enterprise.waits" else [])
    page = text(client.get(at("own")))
    assert "Siden er 15 % udfyldt" in page
    assert at("picture-add") in page
    assert "Det venter kommunen på (1)" in page
    assert "Ikke bekræftet endnu" in page
    client.post(at("profile-confirm"), {"version": 1})
    assert "Bekræftet i dag" in text(client.get(at("own")))
    assert client.post(at("profile-confirm"), {"version": "x"}).status_code == 302


def test_the_note_is_never_shown_to_the_enterprise(slagelse: Place, client: Client) -> None:
    slagelse.presence.note, slagelse.presence.caretaker = "Hemmeligt", slagelse.users[roles.CONSULTANT]
    slagelse.presence.save()
    page = text(client.get(at("own")))
    assert "Hemmeligt" not in page
    assert slagelse.users[roles.CONSULTANT].email in page


def test_bad_input_keeps_what_was_typed(client: Client) -> None:
    answer = client.post(at("profile-texts"), {"version": 1, "summary": "Mad", "website": "javascript:alert(1)"})
    assert answer.status_code == 422
    assert "Mad" in text(answer)
    answer = client.post(at("contact-add"), {"name": "Rana"})
    assert answer.status_code == 422
    assert "Rana" in text(answer)
    answer = client.post(at("picture-add"), {"alt_text": "En kop", "upload": upload(b"<svg/>", "x.jpg")})
    assert answer.status_code == 422
    assert "En kop" in text(answer)


def test_a_picture_without_words_is_not_taken(client: Client) -> None:
    assert client.post(at("picture-add"), {"alt_text": "", "upload": upload(jpeg())}).status_code == 422
    assert client.post(at("picture-add"), {"alt_text": "En kop", "upload": upload(jpeg())}).status_code == 302
    assert Picture.objects.get().alt_text == "En kop"


def test_their_text_is_text(slagelse: Place, client: Client) -> None:
    evil = "<script>alert(1)</script>"
    Enterprise.objects.filter(pk=slagelse.enterprise.pk).update(summary=evil)
    Product.objects.create(enterprise=slagelse.enterprise, name=evil, text=evil)
    assert "<script>alert" not in text(client.get(at("own")))


def test_only_ones_own_pictures_can_be_chosen(slagelse: Place, kolding: Place, client: Client) -> None:
    stored(slagelse)
    foreign = stored(kolding)
    answer = client.post(at("product-add"), {"name": "Kaffe", "picture": foreign.pk})
    assert answer.status_code == 422
    assert not Product.objects.exists()


def test_the_second_of_two_chooses(slagelse: Place, client: Client, sent_form: Callable[..., Any]) -> None:
    product = Product.objects.create(enterprise=slagelse.enterprise, name="Kaffe")
    sent = sent_form(client, at("product-edit", product.pk))
    slagelse.client().post(at("product-edit", product.pk), sent | {"name": "Te"})
    answer = client.post(at("product-edit", product.pk), sent | {"name": "Kakao"})
    assert answer.status_code == 409
    assert "Te" in text(answer)


def test_deleted_and_brought_back(slagelse: Place, kolding: Place, client: Client) -> None:
    product = Product.objects.create(enterprise=slagelse.enterprise, name="Kaffe")
    client.post(at("product-remove", product.pk), {"version": 1})
    assert not Product.objects.exists()
    assert "Kaffe" in text(client.get(at("own-trash")))
    assert "Tilbage til listen" not in text(client.get(at("own-trash"))), "it is a page, and the way back is on top"
    client.post(at("own-trash"), {"pk": f"product-{product.pk}"})
    assert Product.objects.get() == product
    other = Product.objects.create(enterprise=kolding.enterprise, name="Te", deleted_at=product.created_at)
    assert client.post(at("own-trash"), {"pk": f"product-{other.pk}"}).status_code == 404


# --- The file -----------------------------------------------------------------------------------------------------------
def test_a_public_picture_is_sent_as_what_it_is(slagelse: Place) -> None:
    picture = stored(slagelse)
    answer = Client().get(at("picture", picture.pk))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline")
    assert "public" in answer["Cache-Control"]


def test_a_picture_that_is_not_public_is_for_those_inside(slagelse: Place, kolding: Place, client: Client) -> None:
    slagelse.municipality.approves_profiles = True
    slagelse.municipality.save()
    publish(SYSTEM, slagelse.enterprise)
    picture = Picture(enterprise=slagelse.enterprise, alt_text="En kop")
    parts.add_picture(slagelse.access(roles.ENTERPRISE_USER), picture, upload=upload(jpeg()))
    assert Client().get(at("picture", picture.pk)).status_code == 404
    assert kolding.client().get(at("picture", picture.pk)).status_code == 404
    answer = client.get(at("picture", picture.pk))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


def test_a_picture_under_another_enterprises_address_is_not_there(slagelse: Place, kolding: Place) -> None:
    foreign = stored(kolding)
    assert Client().get(at("picture", foreign.pk)).status_code == 404
    parts.remove_part(SYSTEM, foreign, expected_version=1)
    assert Client().get(reverse("enterprises:picture", args=["fjordtangen", foreign.pk])).status_code == 404


def test_of_an_enterprise_that_is_not_listed_nothing_is_public(slagelse: Place) -> None:
    picture = stored(slagelse)
    slagelse.presence.valid_to = dt.date(2018, 6, 1)
    slagelse.presence.save()
    assert Client().get(at("picture", picture.pk)).status_code == 404


# --- Approval -------------------------------------------------------------------------------------------------------------
def test_approval_in_the_browser(slagelse: Place, client: Client, sent_form: Callable[..., Any]) -> None:
    slagelse.municipality.approves_profiles = True
    slagelse.municipality.save()
    publish(SYSTEM, slagelse.enterprise)
    client.post(at("product-add"), {"name": "Kaffe"})
    assert "Ændringerne venter på kommunen" in text(client.get(at("own")))
    coordinator = slagelse.client()
    assert "Sumak" in text(coordinator.get(reverse("enterprises:approvals")))
    assert reverse("enterprises:approvals") in text(coordinator.get("/"))
    assert at("approval") in text(coordinator.get(at("detail")))
    sent = sent_form(coordinator, at("approval"))
    assert coordinator.post(at("approval"), sent | {"send-back": "1"}).status_code == 422
    coordinator.post(at("approval"), sent | {"send-back": "1", "comment": "Skriv en pris."})
    assert "Skriv en pris." in text(client.get(at("own")))
    product = Product.objects.get()
    client.post(at("product-edit", product.pk), {"version": 1, "name": "Kaffe", "price_text": "30 kr."})
    stale = coordinator.post(at("approval"), sent)
    assert stale.status_code == 409
    assert "30 kr." in text(stale)
    coordinator.post(at("approval"), sent_form(coordinator, at("approval")))
    assert Publication.objects.get().data["products"][0]["price"] == "30 kr."
    assert coordinator.get(at("approval")).status_code == 200


def test_the_page_asks_the_database_the_same_for_few_and_many(slagelse: Place, client: Client) -> None:
    publish(SYSTEM, slagelse.enterprise)
    costs = []
    for number in (3, 30):
        factories.products(slagelse.enterprise, *(f"Vare {number} {one}" for one in range(number)))
        with CaptureQueriesContext(connection) as asked:
            client.get(at("own"))
        costs.append(len(asked))
    assert costs[0] == costs[1]
    coordinator = slagelse.client()
    with CaptureQueriesContext(connection) as asked:
        coordinator.get(at("own"))
    assert len(asked) <= 20
