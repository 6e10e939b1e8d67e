"""The demo's network of today: a meeting that was, one to come with some answers, wishes, and the notice board. All made up.

Nobody is told of the demo being made, so invitations and posts are written without the messages that go with them.
"""

import datetime as dt

from django.utils import timezone

from enterprises.models import BoardPost, BoardReply, MeetingInvitation, NetworkMeeting, Presence, ThemeWish
from enterprises.network_terms import SHOWN_FOR
from enterprises.queries_network import active_presences
from enterprises.services import guarded, municipal
from enterprises.services import network as services
from enterprises.services.board import POST, REPLY
from socialportal.accounts.access import SYSTEM, Access
from socialportal.accounts.models import Municipality

from .made_up import MADE_UP, ago

HAS_A_LOGIN = "sumak"  # leaves its answer to whoever tries the demo
# Of the invited in order of name: how many came, how much they got out of it, what they said.
CAME = (
    (2, 5, "Vi fik to navne på virksomheder, der vil købe vores frokost."),
    (1, 4, ""),
    (1, 4, "Mere tid til at tale sammen i små grupper."),
    (0, None, ""),
    (3, 3, "Godt emne, men vi manglede et eksempel fra en, der har gjort det."),
    (1, 5, ""),
)
ANSWERS = (
    ("yes", 2, "En af os spiser vegetarisk."),
    ("yes", 1, ""),
    ("no", None, "Vi har inventar den dag."),
    ("yes", 3, ""),
)
WISHES = (
    "Sociale medier, når man har travlt",
    "Fælles indkøb",
    "Sådan skriver vi tilbud til kommunen",
    "Fælles indkøb",
)
POSTS = (
    (
        BoardPost.Kind.RESOURCE,
        "Varevogn ledig om fredagen",
        "Vores varevogn står stille hver fredag. I kan låne den mod at betale brændstof. Kørekort B er nok.",
        ("Det kunne vi bruge til at hente paller. Må vi ringe?",),
    ),
    (
        BoardPost.Kind.IDEA,
        "Fælles bod på julemarkedet",
        "Skal vi gå sammen om en bod den anden weekend i december? Vi har et telt og strøm og mangler tre, der vil sælge.",
        ("Vi er med og kan bage.", "Vi kan have lys og kranse med."),
    ),
    (
        BoardPost.Kind.SUBCONTRACT,
        "Pakning af 400 gaveæsker",
        "Vi har en ordre på 400 gaveæsker og kan selv nå de 150. Hvem kan pakke resten i løbet af to uger?",
        (),
    ),
)


def load_network_of_today(access: Access, place: Municipality) -> None:
    """All of it, once."""
    if NetworkMeeting.with_deleted.filter(municipality=place, source_note=MADE_UP).exists():
        return
    presences = list(active_presences(place, timezone.localdate()))
    _held(access, place, presences)
    _to_come(access, place, presences)
    _wishes(access, presences)
    _board(presences)


def _invited(
    access: Access, meeting: NetworkMeeting, presences: list[Presence], *, answer: str = "", people: int | None = None
) -> list[MeetingInvitation]:
    return [
        guarded.add(
            access,
            services.CHANGE,
            MeetingInvitation(meeting=meeting, presence=one, answer=answer, people=people, source_note=MADE_UP),
        )
        for one in presences
    ]


def _held(access: Access, place: Municipality, presences: list[Presence]) -> None:
    day = ago(60)
    meeting = municipal.add(
        access,
        NetworkMeeting(
            municipality=place,
            held_on=day,
            starts_at=dt.time(14),
            ends_at=dt.time(16),
            place="Frivilligcentret",
            theme="Ressourcer, vi kan dele",
            programme="Velkomst\nTre virksomheder fortæller, hvad de har til overs\nSnak ved bordene\nNæste møde",
            sign_up_by=day - dt.timedelta(days=7),
            minutes="Tre virksomheder fortalte, hvad de har til overs: en varevogn, et mødelokale og en ovn.\n\n"
            "Det blev aftalt, at opslagstavlen bruges til at dele mellem møderne.",
            invited_at=timezone.now() - dt.timedelta(days=90),
            source_note=MADE_UP,
        ),
    )
    own = [one for one in presences if one.enterprise.slug == HAS_A_LOGIN]
    others = [one for one in presences if one not in own]
    invitations = _invited(access, meeting, others[: len(CAME)], answer="yes", people=1)
    here = _invited(access, meeting, own, answer="yes", people=2)  # its mark is left to whoever tries the demo
    came = {one.pk: CAME[number][0] for number, one in enumerate(invitations)}
    came |= {one.pk: 2 for one in here}
    services.note_attendance(access, meeting, came, expected_version=meeting.version)
    for invitation, (number, score, opinion) in zip(invitations, CAME, strict=False):
        if not number:
            continue
        invitation.refresh_from_db()
        invitation.score, invitation.opinion = score, opinion
        services.evaluate(access, invitation, expected_version=invitation.version)


def _to_come(access: Access, place: Municipality, presences: list[Presence]) -> None:
    day = ago(-21)
    meeting = services.plan_meeting(
        access,
        NetworkMeeting(
            municipality=place,
            held_on=day,
            starts_at=dt.time(14),
            ends_at=dt.time(16),
            place="Rådhuset, mødelokale 2",
            theme="Årsrapporten: hvad skal der stå i år?",
            programme="Velkomst\nSådan bliver årsrapporten til\nHvad I gerne vil have med\nKaffe og opslagstavle",
            sign_up_by=day - dt.timedelta(days=7),
            source_note=MADE_UP,
        ),
    )
    invitations = _invited(access, meeting, presences)
    meeting.invited_at = timezone.now()
    guarded.change(access, services.CHANGE, meeting, expected_version=meeting.version, verb="invited")
    others = [one for one in invitations if one.enterprise.slug != HAS_A_LOGIN]
    for invitation, (said, people, remark) in zip(others, ANSWERS, strict=False):
        invitation.answer, invitation.people, invitation.remark = said, people, remark
        services.answer(access, invitation, expected_version=invitation.version)


def _wishes(access: Access, presences: list[Presence]) -> None:
    next_year = timezone.localdate().year + 1
    for presence, text in zip(presences, WISHES, strict=False):
        services.add_wish(access, ThemeWish(presence=presence, year=next_year, text=text, source_note=MADE_UP))


def _board(presences: list[Presence]) -> None:
    until = timezone.localdate() + SHOWN_FOR
    for number, (kind, title, text, replies) in enumerate(POSTS[: len(presences)]):
        post = guarded.add(
            SYSTEM,
            POST,
            BoardPost(
                presence=presences[number],
                kind=kind,
                title=title,
                text=text,
                shown_until=until,
                source_note=MADE_UP,
            ),
        )
        answering = [one for one in presences if one != presences[number]]
        for presence, said in zip(answering, replies, strict=False):
            guarded.add(SYSTEM, REPLY, BoardReply(post=post, presence=presence, text=said, source_note=MADE_UP))
