"""One entry: the public form and its guards, the confirmation, and how an inquiry is followed."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail, signing
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enterprises.models import Enterprise, Inquiry, InquiryStep
from enterprises.services import inquiry as services
from socialportal.accounts import roles
from socialportal.audit.models import Entry
from socialportal.notices.models import Notice

from .conftest import Place
from .saying import refused, text

START = "/start-virksomhed/"
IDEA = "Et cykelværksted, hvor unge kan lære faget."


@pytest.fixture(autouse=True)
def _nobody_has_written() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def stamp(seconds: float = 60) -> str:
    """The form's stamp, as if it had been opened so many seconds ago."""
    signer = signing.TimestampSigner(salt="enterprises.inquiry")
    then = timezone.now().timestamp() - seconds
    signer.timestamp = lambda: signing.b62_encode(int(then))  # type: ignore[method-assign]
    return signer.sign("form")


def sent(place: Place, **more: Any) -> dict[str, Any]:
    return {
        "municipality": place.municipality.pk,
        "wish": "start",
        "name": "Freja Fang",
        "email": "freja@eksempel.example",
        "phone": "",
        "enterprise_name": "",
        "idea": IDEA,
        "homepage": "",
        "shown_at": stamp(),
        "token": "et-tegn",
        **more,
    }


def link() -> str:
    """The path of the link in the last mail."""
    return re.search(r"https://\S+?(/start-virksomhed/bekraeft/\S+)", str(mail.outbox[-1].body)).group(1)  # type: ignore[union-attr]


# --- The form ---------------------------------------------------------------------------------------------------------------
def test_sent_confirmed_told(slagelse: Place) -> None:
    client, staff = Client(), slagelse.client()
    response = client.post(START, sent(slagelse))
    assert (response.status_code, response.url) == (302, reverse("enterprises:inquiry-received"))
    assert mail.outbox[-1].to == ["freja@eksempel.example"]
    assert "Freja" not in str(mail.outbox[-1].body) + str(mail.outbox[-1].alternatives), "nothing of theirs in the mail"
    assert not Notice.objects.exists()
    assert "Freja" not in text(staff.get(reverse("enterprises:inquiries")))
    assert not Entry.objects.filter(model="enterprises.inquiry").exists(), "nobody reads of it in a log"
    path = link()
    assert "Bekræft" in text(client.get(path))
    assert Inquiry.objects.get().confirmed_at is None, "what reads mails opens links"
    assert "har fået den" in text(client.post(path))
    assert client.post(path).status_code == 404, "used once"
    assert "Freja" in text(staff.get(reverse("enterprises:inquiries")))
    told = Notice.objects.get()
    assert told.user == slagelse.users[roles.COORDINATOR]
    assert "Freja" not in told.subject + told.text
    assert mail.outbox[-1].to == [told.user.email]  # type: ignore[union-attr]


def test_the_same_form_sent_twice_is_one(slagelse: Place) -> None:
    client, form = Client(), sent(slagelse)
    for _ in range(2):
        assert client.post(START, form).status_code == 302
    assert Inquiry.objects.count() == 1
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"homepage": "https://køb.example"}, "et program"),
        ({"shown_at": ""}, "åben for længe"),
        ({"shown_at": "gættet:1:2"}, "åben for længe"),
        ({"shown_at": "gammel"}, "åben for længe"),
        ({"shown_at": "ny"}, "hurtigere, end et menneske"),
        ({"email": ""}, "Din e-mail"),
        ({"idea": "Min mor, 010203-1234"}, "CPR-nummer"),
        ({"municipality": ""}, "kommune"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(slagelse: Place, wrong: dict[str, Any], told: str) -> None:
    times = {"gammel": stamp(25 * 60 * 60), "ny": stamp(0)}
    wrong = {name: times.get(value, value) for name, value in wrong.items()}
    response = Client().post(START, sent(slagelse, **wrong))
    assert response.status_code == 422
    page = text(response)
    assert told in page
    assert "Freja Fang" in page
    assert IDEA in page or "idea" in wrong
    assert "køb.example" not in page, "what gave it away is taken out, so that a person can send it again"
    assert not Inquiry.with_deleted.exists()
    assert mail.outbox == []


def test_a_person_who_was_too_quick_sends_once_more(slagelse: Place) -> None:
    client = Client()
    page = text(client.post(START, sent(slagelse, shown_at="gættet")))
    fresh = re.search(r'name="shown_at" value="([^"]+)"', page).group(1)  # type: ignore[union-attr]
    assert signing.TimestampSigner(salt="enterprises.inquiry").unsign(fresh) == "form"


def test_a_municipality_that_does_not_use_the_portal_cannot_be_chosen(slagelse: Place) -> None:
    from socialportal.accounts.models import Municipality

    other = Municipality.objects.exclude(uses_portal=True).first()
    assert Client().post(START, sent(slagelse, municipality=other.pk)).status_code == 422  # type: ignore[union-attr]


def test_many_from_one_address_are_told_to_wait_with_their_words_kept(slagelse: Place, settings: Any) -> None:
    settings.INQUIRY_RATES = {"inquiry": "2/m/ip"}
    client = Client()
    for number in range(2):
        assert client.post(START, sent(slagelse, email=f"{number}@eksempel.example")).status_code == 302
    response = client.post(START, sent(slagelse))
    assert response.status_code == 429
    assert IDEA in text(response)
    assert "Vent et minut" in text(response)
    assert Inquiry.objects.count() == 2


def test_nobody_learns_what_is_known_of_an_address_or_fills_its_mailbox(slagelse: Place) -> None:
    client = Client()
    answers = [client.post(START, sent(slagelse, idea=f"Idé {number}.")) for number in range(5)]
    assert {(one.status_code, one.url) for one in answers} == {(302, reverse("enterprises:inquiry-received"))}
    assert len(mail.outbox) == services.MOST_UNCONFIRMED


def test_a_link_is_good_for_a_week_and_what_nobody_confirms_is_deleted(slagelse: Place) -> None:
    client = Client()
    client.post(START, sent(slagelse))
    today, path = timezone.localdate(), link()
    assert services.clear_unconfirmed(today + dt.timedelta(days=7)) == 0
    Inquiry.objects.update(created_at=timezone.now() - dt.timedelta(days=7, minutes=1))
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404
    assert services.clear_unconfirmed(today + dt.timedelta(days=1)) == 1
    assert not Inquiry.with_deleted.exists()


def test_a_confirmed_one_is_never_deleted_by_time(slagelse: Place) -> None:
    Client().post(START, sent(slagelse))
    Client().post(link())
    assert services.clear_unconfirmed(timezone.localdate() + dt.timedelta(days=4000)) == 0


def test_a_letter_that_did_not_get_through_is_sent_again(slagelse: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise OSError("away")

    with monkeypatch.context() as patch:
        patch.setattr("socialportal.notices.mail.send", away)
        assert Client().post(START, sent(slagelse)).status_code == 302
    assert mail.outbox == []
    services.clear_unconfirmed(timezone.localdate())
    assert len(mail.outbox) == 1
    services.clear_unconfirmed(timezone.localdate())
    assert len(mail.outbox) == 1


def test_markup_stays_text(slagelse: Place) -> None:
    Client().post(START, sent(slagelse, name="<b>Fed</b>", idea="<script>alert(1)</script>"))
    Client().post(link())
    page = slagelse.client().get(Inquiry.objects.get().get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<b>Fed" not in page


# --- Followed --------------------------------------------------------------------------------------------------------------
@pytest.fixture
def inquiry(slagelse: Place) -> Inquiry:
    return services.note_inquiry(slagelse.access(), by_phone(slagelse))


def by_phone(place: Place, **fields: Any) -> Inquiry:
    fields = {"phone": "12 34 56 78", "received_on": dt.date(2018, 3, 1), **fields}
    return Inquiry(municipality=place.municipality, wish="start", name="Ole Overgaard", idea=IDEA, **fields)


def step(of: Inquiry, day: dt.date, state: str, note: str = "") -> InquiryStep:
    return InquiryStep(inquiry=of, on=day, state=state, note=note)


def test_one_by_phone_is_there_at_once(slagelse: Place, inquiry: Inquiry) -> None:
    assert inquiry.confirmed_at is not None
    assert list(Inquiry.objects.visible_to(slagelse.access())) == [inquiry]  # type: ignore[attr-defined]
    with refused("e-mail eller et telefonnummer", field="phone"):
        services.note_inquiry(slagelse.access(), by_phone(slagelse, phone=""))
    with refused("ikke kommet endnu", field="received_on"):
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        services.note_inquiry(slagelse.access(), by_phone(slagelse, received_on=tomorrow))


def test_one_writes_back_and_takes_it_from_its_page(slagelse: Place) -> None:
    of = services.note_inquiry(slagelse.access(), by_phone(slagelse, email="ole@eksempel.example"))
    client, edit = slagelse.client(), reverse("enterprises:inquiry-edit", args=[of.pk])
    page = text(client.get(of.get_absolute_url()))
    assert '<a href="mailto:ole@eksempel.example">' in page
    assert f'{edit}#id_caretaker">' in page
    assert 'id="id_caretaker"' in text(client.get(edit))


def test_the_latest_day_says_how_far_it_is(slagelse: Place, inquiry: Inquiry) -> None:
    access, april, may = slagelse.access(roles.CONSULTANT), dt.date(2018, 4, 1), dt.date(2018, 5, 1)
    services.note_step(access, step(inquiry, may, "advised"))
    services.note_step(access, step(inquiry, april, "in_contact"))  # remembered afterwards
    assert Inquiry.objects.get().state == "advised"
    back = services.note_step(access, step(inquiry, dt.date(2018, 6, 1), "in_contact", "Begynder forfra."))
    assert Inquiry.objects.get().state == "in_contact"
    services.remove_step(access, back, expected_version=1)
    assert Inquiry.objects.get().state == "advised"
    services.restore_step(access, InquiryStep.with_deleted.get(pk=back.pk))
    assert Inquiry.objects.get().state == "in_contact"


def test_what_a_step_must_say(slagelse: Place, inquiry: Inquiry) -> None:
    access = slagelse.access()
    with refused("hvorfor", field="note"):
        services.note_step(access, step(inquiry, dt.date(2018, 4, 1), "dropped"))
    with refused("før henvendelsen kom", field="on"):
        services.note_step(access, step(inquiry, dt.date(2018, 2, 1), "advised"))
    with refused("ikke kommet endnu", field="on"):
        services.note_step(access, step(inquiry, timezone.localdate() + dt.timedelta(days=1), "advised"))
    assert not InquiryStep.with_deleted.exists()


@pytest.mark.parametrize("role", [roles.ADMINISTRATOR, roles.POLITICIAN, roles.ENTERPRISE_USER, roles.MENTOR])
def test_others_neither_note_nor_follow(slagelse: Place, kolding: Place, inquiry: Inquiry, role: str) -> None:
    for access in (slagelse.access(role), kolding.access()):
        with pytest.raises(PermissionDenied):
            services.note_inquiry(access, by_phone(slagelse))
        with pytest.raises(PermissionDenied):
            services.note_step(access, step(inquiry, dt.date(2018, 4, 1), "advised"))


def test_it_becomes_an_enterprise(slagelse: Place, kolding: Place, inquiry: Inquiry) -> None:
    with pytest.raises(PermissionDenied):
        services.became(slagelse.access(), inquiry, kolding.enterprise, expected_version=1)
    inquiry.refresh_from_db()
    services.became(slagelse.access(), inquiry, slagelse.enterprise, expected_version=1)
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.enterprise) == ("established", slagelse.enterprise)


def test_the_enterprise_is_registered_from_what_they_wrote(slagelse: Place, inquiry: Inquiry, sent_form: Any) -> None:
    inquiry.enterprise_name = "Overgaards Have"
    inquiry.save()
    client, url = slagelse.client(), reverse("enterprises:inquiry-register", args=[inquiry.pk])
    form = sent_form(client, url)
    assert form["name"] == "Overgaards Have"
    response = client.post(url, form | {"kind": "initiative"})
    made = Enterprise.objects.get(name="Overgaards Have")
    assert response.url == made.get_absolute_url()
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.enterprise) == ("established", made)


def test_those_who_have_not_seen_the_message_need_not_once_somebody_is_at_it(slagelse: Place) -> None:
    Client().post(START, sent(slagelse))
    Notice.objects.all().delete()
    Client().post(link())
    Notice.objects.update(mailed_at=None)  # still on its way
    services.note_step(slagelse.access(), step(Inquiry.objects.get(), timezone.localdate(), "in_contact"))
    assert not Notice.objects.exists()


def test_it_goes_to_the_trash_and_comes_back_for_those_who_may_see_it(slagelse: Place, inquiry: Inquiry) -> None:
    services.remove_inquiry(slagelse.access(), inquiry, expected_version=inquiry.version)
    trash = reverse("enterprises:trash")
    assert "Ole Overgaard" not in text(slagelse.client(roles.ADMINISTRATOR).get(trash))
    client = slagelse.client(roles.CONSULTANT)
    assert "Ole Overgaard" in text(client.get(trash))
    client.post(trash, {"pk": f"inquiry-{inquiry.pk}"})
    assert Inquiry.objects.count() == 1
