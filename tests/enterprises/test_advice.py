"""Conversations: noted in seconds, counted per month and topic; the figures are those of the list."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from enterprises.models import AdviceSession, Inquiry
from enterprises.services import advice as services
from socialportal.accounts import roles

from .conftest import Place
from .saying import refused, text

BUSINESS, EMPLOYMENT = "business", "employment"


def session(place: Place, day: dt.date, topic: str = BUSINESS, **fields: Any) -> AdviceSession:
    fields = {"with_whom": "En boligforening", **fields}
    return AdviceSession(municipality=place.municipality, held_on=day, topic=topic, **fields)


def test_somebody_was_advised_on_a_day_that_has_been(slagelse: Place) -> None:
    access = slagelse.access(roles.CONSULTANT)
    with refused("hvem der blev vejledt", field="with_whom"):
        services.note_advice(access, session(slagelse, dt.date(2018, 3, 1), with_whom=""))
    with refused("ikke kommet endnu", field="held_on"):
        services.note_advice(access, session(slagelse, timezone.localdate() + dt.timedelta(days=1)))
    services.note_advice(access, session(slagelse, dt.date(2018, 3, 1)))
    assert AdviceSession.objects.count() == 1


@pytest.mark.parametrize("role", [roles.ADMINISTRATOR, roles.ENTERPRISE_USER])
def test_only_those_who_follow_inquiries(slagelse: Place, kolding: Place, role: str) -> None:
    for access in (slagelse.access(role), kolding.access()):
        with pytest.raises(PermissionDenied):
            services.note_advice(access, session(slagelse, dt.date(2018, 3, 1)))


def test_the_figures_are_those_of_the_lists(slagelse: Place, kolding: Place) -> None:
    days = (
        dt.date(2018, 3, 1),
        dt.date(2018, 3, 31),
        dt.date(2018, 12, 31),
        dt.date(2019, 1, 1),
        dt.date(2017, 12, 31),
    )
    for number, day in enumerate(days):
        services.note_advice(slagelse.access(), session(slagelse, day, (BUSINESS, EMPLOYMENT)[number % 2]))
    gone = services.note_advice(slagelse.access(), session(slagelse, days[0]))
    services.remove_advice(slagelse.access(), gone, expected_version=1)
    services.note_advice(kolding.access(), session(kolding, days[0]))
    months = AdviceSession.objects.visible_to(slagelse.access()).by_month(2018)  # type: ignore[attr-defined]
    assert [month["number"] for month in months] == list(range(1, 13))
    client = slagelse.client()
    for month in months:
        for topic in (BUSINESS, EMPLOYMENT, ""):
            query = f"?aar=2018&maaned={month['number']}&om={topic}&format=csv"
            rows = b"".join(client.get(reverse("enterprises:advice") + query).streaming_content)  # type: ignore[attr-defined]
            assert len(rows.decode().splitlines()) - 1 == month[topic or "total"], query
    assert sum(month["total"] for month in months) == 3
    page = text(client.get(reverse("enterprises:advice") + "?aar=2018"))
    assert "3 vejledninger" in page
    months_file = b"".join(client.get(reverse("enterprises:advice-months") + "?aar=2018").streaming_content)  # type: ignore[attr-defined]
    lines = months_file.decode("utf-8-sig").splitlines()
    assert lines[0] == "Måned;Forretning;Beskæftigelse;I alt"
    assert lines[3] == "marts 2018;1;1;2"


def test_without_a_year_it_is_this_one_also_when_nothing_has_been_held(slagelse: Place) -> None:
    services.note_advice(slagelse.access(), session(slagelse, dt.date(2018, 3, 1)))
    page = text(slagelse.client().get(reverse("enterprises:advice")))
    assert f"{timezone.localdate().year} måned for måned" in page
    assert "En boligforening" not in page
    assert "En boligforening" in text(slagelse.client().get(reverse("enterprises:advice") + "?aar=2018"))
    assert slagelse.client().get(reverse("enterprises:advice") + "?aar=hest").status_code == 200


def test_noted_from_an_inquiry_in_three_clicks(slagelse: Place, kolding: Place, sent_form: Any) -> None:
    def inquiry(place: Place) -> Inquiry:
        return Inquiry.objects.create(
            municipality=place.municipality,
            wish="start",
            name="Ole Overgaard",
            phone="12345678",
            idea="En idé.",
            received_on=dt.date(2018, 3, 1),
            confirmed_at=timezone.now(),
        )

    mine, theirs = inquiry(slagelse), inquiry(kolding)
    client = slagelse.client()
    url = f"{reverse('enterprises:advice-add')}?henvendelse={mine.pk}"
    form = sent_form(client, url)
    assert form["inquiry"] == str(mine.pk)
    assert form["advised_by"] == str(slagelse.users[roles.COORDINATOR].pk)
    assert client.post(url, form | {"topic": BUSINESS, "inquiry": theirs.pk}).status_code == 422, "nobody else's"
    assert client.post(url, form | {"topic": BUSINESS}).url == mine.get_absolute_url()
    assert AdviceSession.objects.get().inquiry == mine
