"""The notice board: who reads, writes and tidies it, who is told, and when a post is gone."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enterprises.models import BoardPost, BoardReply, Presence
from enterprises.services import board
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.notices.models import Notice
from tests import factories

from .conftest import Place
from .saying import text

pytestmark = pytest.mark.django_db
U, M = roles.ENTERPRISE_USER, roles.MENTOR
WEEK = dt.timedelta(days=7)
BOARD = "/arbejde/netvaerk/opslag/"


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def other(slagelse: Place) -> Presence:
    """A second enterprise of the place, with a user of its own."""
    made = slagelse.another("Æblegården")
    factories.user("bruger@aeblegaarden.example", U, serves=made)
    return made.presences.get()


@pytest.fixture
def their_access(other: Presence) -> Access:
    return factories.access_for(other.enterprise.memberships.get().user)


def unsaved(presence: Presence, **fields: Any) -> BoardPost:
    facts = {"kind": "resource", "title": "Varevogn", "text": "Ledig om fredagen.", "shown_until": today() + WEEK}
    return BoardPost(presence=presence, **facts | fields)


@pytest.fixture
def post(slagelse: Place, other: Presence) -> BoardPost:
    """Sumak's."""
    return board.put_up(slagelse.access(U), unsaved(slagelse.presence))


def test_the_other_enterprises_are_told_without_haste_and_nobody_else(
    slagelse: Place, kolding: Place, post: BoardPost
) -> None:
    told = Notice.objects.get()
    assert told.user is not None
    assert told.user.email == "bruger@aeblegaarden.example"
    assert not told.mail_wanted
    assert "Varevogn" in told.subject


def test_one_posts_for_ones_own_enterprise_only(slagelse: Place, other: Presence) -> None:
    for access in (slagelse.access(U), slagelse.access(M), slagelse.access(), slagelse.access(roles.CONSULTANT)):
        with pytest.raises(PermissionDenied):
            board.put_up(access, unsaved(other))


@pytest.mark.parametrize("day", [dt.timedelta(days=-1), dt.timedelta(days=366)], ids=str)
def test_a_post_hangs_from_today_and_a_year_at_most(slagelse: Place, day: dt.timedelta) -> None:
    with pytest.raises(ValidationError) as error:
        board.put_up(slagelse.access(U), unsaved(slagelse.presence, shown_until=today() + day))
    assert "shown_until" in error.value.message_dict


def test_an_enterprise_that_has_left_does_not_post(slagelse: Place) -> None:
    slagelse.presence.valid_to = today() - WEEK
    slagelse.presence.save()
    with pytest.raises(ValidationError, match="aktive"):
        board.put_up(slagelse.access(U), unsaved(slagelse.presence))


def test_a_reply_is_told_to_the_poster(slagelse: Place, other: Presence, their_access: Access, post: BoardPost) -> None:
    board.reply(their_access, BoardReply(post=post, presence=other, text="Vi vil gerne."))
    told = Notice.objects.order_by("pk").last()
    assert told is not None
    assert told.user == slagelse.users[U]
    assert "Æblegården" in told.text


def test_no_reply_to_what_is_closed_or_has_run_out(
    slagelse: Place, other: Presence, their_access: Access, post: BoardPost
) -> None:
    BoardPost.objects.update(shown_until=today() - WEEK)
    with pytest.raises(ValidationError, match="kan ikke svares"):
        board.reply(their_access, BoardReply(post=post, presence=other, text="For sent?"))
    BoardPost.objects.update(shown_until=today())
    post.refresh_from_db()
    board.close_post(slagelse.access(U), post, expected_version=post.version)
    with pytest.raises(ValidationError, match="kan ikke svares"):
        board.reply(their_access, BoardReply(post=post, presence=other, text="For sent?"))


def test_no_reply_from_another_municipality(kolding: Place, post: BoardPost) -> None:
    with pytest.raises(ValidationError, match="samme kommune"):
        board.reply(kolding.access(U), BoardReply(post=post, presence=kolding.presence, text="Hej"))


def test_the_coordinator_takes_down_with_a_reason_that_is_told(
    slagelse: Place, access: Access, post: BoardPost
) -> None:
    with pytest.raises(ValidationError, match="hvorfor"):
        board.take_down(access, post, expected_version=post.version)
    board.take_down(access, post, expected_version=post.version, reason="Det er en annonce.")
    told = Notice.objects.order_by("pk").last()
    assert told is not None
    assert told.user == slagelse.users[U]
    assert "Det er en annonce." in told.text
    removed = BoardPost.with_deleted.get()
    assert removed.deleted_at
    board.bring_back(access, removed)
    assert BoardPost.objects.exists()


def test_nobody_else_takes_it_down_or_changes_it(
    slagelse: Place, kolding: Place, their_access: Access, post: BoardPost
) -> None:
    for access in (their_access, kolding.access(), slagelse.access(roles.CONSULTANT), slagelse.access(M)):
        with pytest.raises(PermissionDenied):
            board.take_down(access, post, expected_version=post.version, reason="Væk")
        with pytest.raises(PermissionDenied):
            board.change_post(access, post, expected_version=post.version)
    with pytest.raises(PermissionDenied):
        board.change_post(slagelse.access(), post, expected_version=post.version)
    board.take_down(slagelse.access(U), post, expected_version=post.version)


# --- Pages ----------------------------------------------------------------------------------------------------------------
def test_the_board_is_the_municipalitys_enterprises_and_nobody_elses(
    slagelse: Place, kolding: Place, other: Presence, post: BoardPost
) -> None:
    theirs = client_of(other.enterprise.memberships.get().user)
    for client in (slagelse.client(U), theirs, slagelse.client(), slagelse.client(roles.CONSULTANT)):
        assert "Varevogn" in text(client.get(BOARD))
        assert "Ledig om fredagen." in text(client.get(post.get_absolute_url()))
    assert "Varevogn" not in text(kolding.client(U).get(BOARD))
    for client, expected in (
        (kolding.client(U), 404),
        (slagelse.client(M), 404),
        (slagelse.client(roles.POLITICIAN), 404),
    ):
        assert client.get(post.get_absolute_url()).status_code == expected
    assert slagelse.client(M).get(BOARD).status_code == 403
    assert slagelse.client(roles.POLITICIAN).get(BOARD).status_code == 403


def test_who_is_active_in_two_places_reads_both_boards(slagelse: Place, kolding: Place, post: BoardPost) -> None:
    factories.presence(kolding.enterprise, slagelse.municipality)
    assert "Varevogn" in text(kolding.client(U).get(BOARD))


def test_old_and_closed_posts_are_gone_unless_asked_for(slagelse: Place, post: BoardPost) -> None:
    client = slagelse.client(U)
    BoardPost.objects.update(shown_until=today() - WEEK)
    assert "Varevogn" not in text(client.get(BOARD))
    assert "Varevogn" in text(client.get(f"{BOARD}?gamle=on"))
    assert "Udløbet" in text(client.get(post.get_absolute_url()))


def test_found_by_kind_words_and_ones_own(slagelse: Place, other: Presence, post: BoardPost) -> None:
    theirs = unsaved(other, kind="idea", title="Fælles bod")
    theirs.save()
    client = slagelse.client(U)
    for query, found in (("slags=idea", "Fælles bod"), ("q=fredagen&mine=on", "Varevogn"), ("mine=on", "Varevogn")):
        body = text(client.get(f"{BOARD}?{query}"))
        assert [name for name in ("Fælles bod", "Varevogn") if name in body] == [found]


def test_put_up_replied_to_and_closed_in_the_browser(slagelse: Place, other: Presence, sent_form: Any) -> None:
    client, address = slagelse.client(U), reverse("enterprises:board-post-add")
    sent = sent_form(client, address)
    assert sent["shown_until"] == (today() + dt.timedelta(days=60)).isoformat()
    wrong = client.post(address, sent | {"kind": "idea", "title": "", "text": "Teksten bliver stående"})
    assert wrong.status_code == 422
    assert "Teksten bliver stående" in text(wrong)
    client.post(address, sent | {"kind": "idea", "title": "<script>alert(1)</script>", "text": "<b>fed</b>"})
    post = BoardPost.objects.get()
    theirs = client_of(other.enterprise.memberships.get().user)
    page = text(theirs.get(post.get_absolute_url()))
    assert "<script>alert" not in page
    assert "<b>fed" not in page
    reply = reverse("enterprises:board-reply-add", args=[post.pk])
    assert theirs.post(reply, {"text": ""}).status_code == 422
    assert theirs.post(reply, {"text": "Vi er med.", "token": "et"}).status_code == 302
    assert theirs.post(reply, {"text": "Vi er med.", "token": "et"}).status_code == 302
    assert BoardReply.objects.get().presence == other, "sent twice, and once there"
    client.post(reverse("enterprises:board-post-close", args=[post.pk]), {"version": post.version})
    post.refresh_from_db()
    assert post.closed_on == today()


def test_a_foreign_enterprise_in_the_form_is_refused(slagelse: Place, other: Presence) -> None:
    second = slagelse.another("Anden")
    user = slagelse.users[U]
    factories.EnterpriseMembership.objects.create(user=user, enterprise=second, role=U, valid_from=factories.LONG_AGO)
    facts = {"kind": "idea", "title": "A", "text": "B", "shown_until": today().isoformat()}
    client, address = slagelse.client(U), reverse("enterprises:board-post-add")
    assert client.post(address, facts | {"presence": other.pk}).status_code == 422
    assert client.post(address, facts | {"presence": second.presences.get().pk}).status_code == 302
    assert BoardPost.objects.get().enterprise == second


def test_the_same_queries_for_three_and_thirty(
    slagelse: Place, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    client = slagelse.client(U)

    def put(number: int) -> None:
        for one in range(number):
            made = unsaved(slagelse.another(f"Nummer {number}-{one}").presences.get())
            made.save()
            BoardReply.objects.create(post=made, presence=slagelse.presence, text="Ja")

    put(3)
    with django_assert_max_num_queries(20) as few:
        client.get(BOARD)
    put(20)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(BOARD)


def test_taken_down_by_the_coordinator_comes_back_from_the_trash(slagelse: Place, post: BoardPost) -> None:
    client = slagelse.client()
    address = reverse("enterprises:board-post-remove", args=[post.pk])
    assert client.post(address, {"version": post.version, "reason": ""}).status_code == 422
    assert client.post(address, {"version": post.version, "reason": "En annonce."}).status_code == 302
    trash = reverse("enterprises:trash")
    assert "Varevogn" in text(client.get(trash))
    client.post(trash, {"pk": f"boardpost-{post.pk}"})
    assert BoardPost.objects.exists()


def test_the_day_it_was_put_up_is_a_danish_one(slagelse: Place, post: BoardPost) -> None:
    BoardPost.objects.filter(pk=post.pk).update(created_at=dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC))
    client, address = slagelse.client(), reverse("enterprises:board")
    assert "1. juli 2026" in text(client.get(address))
    assert "01-07-2026" in b"".join(client.get(address, {"format": "csv"}).streaming_content).decode()
