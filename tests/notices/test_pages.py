"""Beskeder, hvad der kommer som mail, and the calendar's address."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from socialportal.accounts import roles
from socialportal.accounts.models import User
from socialportal.notices import kinds
from socialportal.notices.models import CalendarKey, Notice, Preference
from socialportal.notices.services import tell
from socialportal.notices.services.calendar import owner_of
from tests import factories
from tests.agreements.reading import client_of, text_of
from tests.pages import faults_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    place = factories.municipality("0330")
    return factories.user("anna@slagelse.example", roles.CONSULTANT, place, name="Anna Holm")


@pytest.fixture
def client(anna: User) -> Client:
    return client_of(anna)


def shown(response: Any) -> str:
    assert response.status_code == 200
    assert faults_of(response.content.decode()) == []
    return text_of(response)


def test_the_messages_newest_first_and_nobody_elses(anna: User, client: Client) -> None:
    assert "Her kommer det, du får besked om" in shown(client.get("/konto/beskeder/"))
    other = factories.user("bo@slagelse.example")
    for number in range(30):
        tell(user=anna, kind="andet", subject=f"Besked {number}", text="Tekst", key=f"a{number}")
    tell(user=other, kind="andet", subject="Bos besked", text="Tekst", key="b")
    page = shown(client.get("/konto/beskeder/"))
    assert "30 ulæste beskeder" in page
    assert "Bos besked" not in page
    assert page.index("Besked 29") < page.index("Besked 28")
    assert "Side 1 af 2" in page
    assert "Besked 0 " in shown(client.get("/konto/beskeder/?page=2"))
    assert client.post(reverse("notices:open", args=[Notice.objects.get(key="b").pk])).status_code == 404


def test_opening_one_reads_it_and_leads_on(anna: User, client: Client) -> None:
    tell(user=anna, kind="andet", subject="Et møde", text="Tekst", url="/frister/", key="a")
    tell(user=anna, kind="andet", subject="Noget", text="Tekst", url="https://ondt.example/", key="b")
    first, other = Notice.objects.get(key="a"), Notice.objects.get(key="b")
    assert client.get(reverse("notices:open", args=[first.pk])).status_code == 405
    assert client.post(reverse("notices:open", args=[first.pk])).url == "/frister/"
    assert client.post(reverse("notices:open", args=[other.pk])).url == "/konto/beskeder/"
    assert not Notice.objects.unread().exists()


def test_all_are_read_at_once(anna: User, client: Client) -> None:
    for key in "ab":
        tell(user=anna, kind="andet", subject="Nyt", text="Tekst", key=key)
    page = shown(client.post("/konto/beskeder/laest/", follow=True))
    assert "Du har læst alle beskeder" in page


def test_one_chooses_among_what_one_may_be_told(anna: User, client: Client) -> None:
    """And what another role of one's own chose is left as it is."""
    told = {kind for kind, _ in kinds.choices([kinds.MUNICIPALITY])}
    assert "henvendelse" in told
    assert "puljemail" not in told
    user = factories.user("bo@sumak.example", roles.ENTERPRISE_USER, serves=factories.enterprise("Sumak"))
    Preference.objects.create(user=user, kind="henvendelse")
    theirs = client_of(user)
    page = theirs.get("/konto/beskeder/valg/").content.decode()
    assert "Puljemails fra kommunen" in page
    assert "Nye henvendelser" not in page
    theirs.post("/konto/beskeder/valg/", {"kinds": [kind for kind, _ in kinds.choices([kinds.ENTERPRISES])]})
    assert [one.kind for one in Preference.objects.filter(user=user)] == ["henvendelse"]


def test_what_comes_by_mail_is_chosen(anna: User, client: Client) -> None:
    page = client.get("/konto/beskeder/valg/")
    assert shown(page)
    assert page.content.decode().count("checked") == len(kinds.choices([kinds.MUNICIPALITY]))
    client.post("/konto/beskeder/valg/", {"kinds": [kinds.DIGEST]})
    off = set(Preference.objects.filter(user=anna).values_list("kind", flat=True))
    assert off == {kind for kind, _ in kinds.choices([kinds.MUNICIPALITY])} - {kinds.DIGEST}
    assert client.post("/konto/beskeder/valg/", {"kinds": ["sludder"]}).status_code == 422
    assert client.get("/konto/beskeder/valg/").content.decode().count("checked") == 1


def test_the_calendars_address_is_shown_once_renewed_and_closed(anna: User, client: Client) -> None:
    assert "Du har ingen kalenderadresse" in shown(client.get("/konto/kalender/"))
    made = client.post("/konto/kalender/ny/")
    assert "Den vises kun denne ene gang" in shown(made)
    assert made["Cache-Control"] == "no-store"
    token = made.content.decode().split(".ics")[0].split("/kalender/")[-1]
    assert owner_of(token) == anna
    assert token not in CalendarKey.objects.get().digest
    assert token not in client.get("/konto/kalender/").content.decode()
    client.post("/konto/kalender/ny/")
    assert owner_of(token) is None
    client.post("/konto/kalender/luk/")
    assert not CalendarKey.objects.exists()


def test_the_account_leads_to_them(client: Client) -> None:
    page = client.get("/konto/").content.decode()
    for name in ("inbox", "choices", "calendar"):
        assert reverse(f"notices:{name}") in page


def test_who_has_no_deadlines_has_no_calendar() -> None:
    mentor = client_of(factories.user("mentor@v.example", roles.MENTOR, serves=factories.enterprise()))
    assert mentor.get("/konto/kalender/").status_code == 403
    assert mentor.post("/konto/kalender/ny/").status_code == 403
    assert reverse("notices:calendar") not in mentor.get("/konto/").content.decode()
