"""The network in a real browser: accessible at three widths, an answer by keyboard alone, and the whole without script."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from enterprises.models import BoardPost, BoardReply, MeetingInvitation, NetworkMeeting, NetworkPlan, ThemeWish
from socialportal.accounts import roles
from tests.conftest import WIDTHS

from .conftest import Place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Et langt ord som kulturformidlingsvirksomhedssammenslutningen, og mere om det samme"
MONTH = dt.timedelta(days=30)


def at(name: str, *args: Any) -> str:
    return reverse(f"enterprises:{name}", args=args)


@pytest.fixture
def network(slagelse: Place) -> Place:
    """A meeting to come, one that was, wishes, a plan and a post with replies."""
    day, place = timezone.localdate(), slagelse.municipality
    other = slagelse.another("Æblegården med det meget lange navn ved havnen").presences.get()
    facts = {"municipality": place, "theme": LONG, "programme": "Velkomst\nKaffe", "invited_at": timezone.now()}
    coming = NetworkMeeting.objects.create(
        state="planned", held_on=day + MONTH, starts_at=dt.time(14), ends_at=dt.time(16), place="Rådhuset", **facts
    )
    been = NetworkMeeting.objects.create(state="held", held_on=day - MONTH, minutes="Vi talte.\n\nMeget.", **facts)
    for presence in (slagelse.presence, other):
        MeetingInvitation.objects.create(meeting=coming, presence=presence)
        MeetingInvitation.objects.create(meeting=been, presence=presence, attended=2, answer="yes", people=3)
        ThemeWish.objects.create(presence=presence, year=day.year + 1, text=LONG)
    MeetingInvitation.objects.filter(meeting=been, presence=other).update(score=5, opinion=LONG)
    NetworkPlan.objects.create(municipality=place, year=day.year + 1, meetings=4, themes="Indkøb\nSalg")
    post = BoardPost.objects.create(
        presence=slagelse.presence, kind="subcontract", title=LONG, text=LONG, shown_until=day + MONTH
    )
    BoardReply.objects.create(post=post, presence=other, text=LONG)
    slagelse.another("Ny virksomhed")
    return slagelse


def pages_of(role: str) -> list[str]:
    coming, been = NetworkMeeting.objects.order_by("-held_on")
    post, reply = BoardPost.objects.get(), BoardReply.objects.get()
    of_post = [at("board"), at("board-post", post.pk), at("board-post-remove", post.pk)]
    if role == roles.COORDINATOR:
        names = ("meeting", "meeting-edit", "meeting-cancel", "meeting-invite", "meeting-participants")
        return [
            *(
                at(name)
                for name in ("meetings", "meeting-plan", "meeting-add", "wishes", "network-figures", "plan-add")
            ),
            *(at(name, coming.pk) for name in names),
            *(at(name, been.pk) for name in ("meeting", "meeting-edit", "meeting-attendance", "meeting-remove")),
            at("answer-by-phone", MeetingInvitation.objects.earliest("pk").pk),
            *of_post,
            at("board-reply-remove", reply.pk),
        ]
    own = MeetingInvitation.objects.filter(presence__enterprise__name="Sumak")
    return [
        *(at(name) for name in ("network", "wish-add", "board-post-add")),
        *(at("network-meeting", meeting.pk) for meeting in (coming, been)),
        at("network-answer", own.get(meeting=coming).pk),
        at("network-evaluate", own.get(meeting=been).pk),
        at("wish-remove", ThemeWish.objects.get(presence__enterprise__name="Sumak").pk),
        *of_post,
        at("board-post-edit", post.pk),
    ]


@pytest.mark.parametrize("role", [roles.COORDINATOR, roles.ENTERPRISE_USER])
def test_every_page_at_every_width(
    role: str,
    network: Place,
    page: Any,
    live_server: Any,
    login: Callable[..., None],
    axe_violations: Any,
    sideways: Any,
) -> None:
    found = []
    login(page, network.users[role].email)
    for address in pages_of(role):
        for width in (*WIDTHS, 360):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.goto(live_server.url + address).status == 200, address
            if width != 360:
                found += [f"{address} {width}: {violation}" for violation in axe_violations(page)]
            if sideways(page):
                found.append(f"{address} {width}: {sideways(page)} px to the side")
    assert found == []


def test_answered_by_keyboard_alone_on_a_phone(
    network: Place, page: Any, live_server: Any, login: Callable[..., None], axe_violations: Any
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    login(page, network.users[roles.ENTERPRISE_USER].email)
    page.goto(live_server.url + at("network"))
    page.get_by_role("link", name="Vi kommer til mødet").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/svar/**")
    assert page.get_by_label("Ja, vi kommer").is_checked()
    page.get_by_label("Hvor mange kommer I?").fill("")
    page.get_by_role("button", name="Send svaret").focus()
    page.keyboard.press("Enter")
    page.locator(".error-summary").wait_for()
    assert axe_violations(page) == []
    page.get_by_label("Hvor mange kommer I?").fill("4")
    page.keyboard.press("Enter")
    page.get_by_text("Tak for svaret.").wait_for()
    assert MeetingInvitation.objects.get(people=4).answer == "yes"


def test_attendance_is_written_on_a_phone_without_script(browser: Any, live_server: Any, network: Place) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{live_server.url}/konto/login/")
    page.get_by_label("E-mail").fill(network.users[roles.COORDINATOR].email)
    page.get_by_label("Adgangskode").fill("en-lang-adgangskode-til-test")
    page.get_by_role("button", name="Log ind").click()
    NetworkMeeting.objects.filter(state="planned").update(held_on=timezone.localdate())
    meeting = NetworkMeeting.objects.get(state="planned")
    page.goto(live_server.url + at("meeting-attendance", meeting.pk))
    page.get_by_label("Kom fra Sumak").fill("3")
    page.get_by_role("button", name="Gem fremmødet").click()
    page.get_by_text("noteret som holdt").wait_for()
    meeting.refresh_from_db()
    assert (meeting.state, meeting.attendees) == ("held", 3)
    context.close()
