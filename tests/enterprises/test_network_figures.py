"""A year of the network, counted by the database."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from enterprises.models import BoardPost, BoardReply, MeetingInvitation, NetworkMeeting, ThemeWish
from enterprises.queries_network import network_year, network_years

from .conftest import Place

pytestmark = pytest.mark.django_db


def today() -> dt.date:
    return timezone.localdate()


def test_a_year_is_counted_in_the_same_queries_however_much_there_is(
    slagelse: Place, kolding: Place, django_assert_num_queries: Any
) -> None:
    presence = slagelse.presence
    for month in (1, 2, 3):
        held = NetworkMeeting.objects.create(
            municipality=slagelse.municipality, held_on=dt.date(2024, month, 1), attendees=10
        )
        MeetingInvitation.objects.create(meeting=held, presence=presence, attended=month - 1)
    NetworkMeeting.objects.create(municipality=slagelse.municipality, held_on=dt.date(2024, 5, 1), state="cancelled")
    NetworkMeeting.objects.create(municipality=kolding.municipality, held_on=dt.date(2024, 5, 1))
    post = BoardPost.objects.create(presence=presence, kind="idea", title="A", text="B", shown_until=today())
    BoardReply.objects.create(post=post, presence=presence, text="Ja")
    ThemeWish.objects.create(presence=presence, year=2025, text="Indkøb")
    with django_assert_num_queries(5):
        found = {one.year: one for one in network_years(slagelse.municipality)}
    assert (found[2024].meetings, found[2024].people, found[2024].invited, found[2024].came) == (3, 30, 3, 2)
    assert (found[today().year].posts, found[today().year].replies, found[2025].wishes) == (1, 1, 1)
    assert network_year(slagelse.municipality, 1999).meetings == 0
