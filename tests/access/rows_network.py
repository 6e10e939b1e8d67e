"""Rows of the network and the notice board."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from enterprises.models import BoardPost, BoardReply, MeetingInvitation, NetworkMeeting, ThemeWish

from .rows_enterprises import NOBODY, NOT_OF_ENTERPRISES, municipal, refused
from .table import Roles as R
from .table import Row
from .world import World

IN_A_MONTH = dt.timedelta(days=30)
USERS = (R.ENTERPRISE_USER, R.OTHER_ENTERPRISE_USER)
SEES_SUMAKS = (*R.SLAGELSE_STAFF, R.ENTERPRISE_USER)
# The own network's pages lead the municipality's people to theirs, and are closed for mentors and politicians.
LED = dict.fromkeys(R.STAFF, 302)
# Whom a board's rows do not exist for: mentors and politicians read no board, nor do those of the nation.
NO_BOARD = {R.MENTOR: 404, R.POLITICIAN: 404, R.SURVEY_COORDINATOR: 404, R.SYSTEM_ADMINISTRATOR: 404}


def build(world: World) -> None:
    """A meeting to come and one that was, a post with a reply and a wish, in both municipalities."""
    day = timezone.localdate()
    for where, records, enterprise, readers, board, word in (
        (world.slagelse, world.own, world.sumak, SEES_SUMAKS, (*R.SLAGELSE_STAFF, *USERS), "Kløver"),
        (world.kolding, world.foreign, world.fjordtangen, R.KOLDING, R.KOLDING, "Fjord"),
    ):
        presence = enterprise.presences.get()
        now = {"municipality": where, "invited_at": timezone.now()}
        records["coming"] = NetworkMeeting.objects.create(
            state="planned", held_on=day + IN_A_MONTH, theme=world.plant(f"{word}kommer", to=readers), **now
        )
        records["been"] = NetworkMeeting.objects.create(
            state="held", held_on=day - IN_A_MONTH, minutes=world.plant(f"{word}referat", to=readers), **now
        )
        remark = world.plant(f"{word}bemærkning", to=readers)
        records["meeting-invitation"] = MeetingInvitation.objects.create(
            meeting=records["coming"], presence=presence, remark=remark
        )
        records["been-invitation"] = MeetingInvitation.objects.create(
            meeting=records["been"],
            presence=presence,
            attended=1,
            score=4,
            opinion=world.plant(f"{word}mening", to=readers),
        )
        text = world.plant(f"{word}tavletekst", to=board)
        records["post"] = BoardPost.objects.create(
            presence=presence, kind="idea", title=text, text=text, shown_until=day + IN_A_MONTH
        )
        records["reply"] = BoardReply.objects.create(
            post=records["post"], presence=presence, text=world.plant(f"{word}tavlesvar", to=board)
        )
        wish = world.plant(f"{word}temaønske", to=readers)
        records["wish"] = ThemeWish.objects.create(presence=presence, year=day.year + 1, text=wish)


def by_pk(world: World, record: Any) -> Mapping[str, Any]:
    """The address of a record."""
    return {"pk": record.pk}


def own(name: str, key: str) -> Row:
    """A page of an enterprise's user about what is its own; staff are led to theirs."""
    return Row(
        f"enterprises:{name}",
        key=key,
        ok=(R.ENTERPRISE_USER,),
        but=LED | {R.OTHER_ENTERPRISE_USER: 404},
        foreign_ok=(),
        foreign_but=LED | {R.MENTOR: 403, R.POLITICIAN: 403, R.SURVEY_COORDINATOR: 403, R.SYSTEM_ADMINISTRATOR: 403},
    )


def board(name: str, key: str, ok: tuple[str, ...], foreign_ok: tuple[str, ...], **more: Any) -> Row:
    """A page about what hangs on a board."""
    return Row(
        f"enterprises:{name}",
        key=key,
        ok=ok,
        but=NO_BOARD,
        foreign_ok=foreign_ok,
        foreign_but=refused(foreign_ok),
        **more,
    )


COORDINATOR, FOREIGN_COORDINATOR = (R.COORDINATOR,), (R.OTHER_COORDINATOR,)
ROWS = [
    # The municipality's pages
    Row("enterprises:meeting-plan", ok=R.COORDINATORS),
    Row("enterprises:wishes", ok=R.STAFF),
    *(Row("enterprises:network-figures", ok=R.STAFF, query=query, note=query) for query in ("", "?format=csv")),
    municipal("meeting", "coming", R.SLAGELSE_STAFF, R.KOLDING),
    municipal("meeting", "been", R.SLAGELSE_STAFF, R.KOLDING),
    municipal("meeting-edit", "coming", COORDINATOR, FOREIGN_COORDINATOR),
    municipal("meeting-cancel", "coming", COORDINATOR, FOREIGN_COORDINATOR),
    municipal("meeting-invite", "coming", COORDINATOR, FOREIGN_COORDINATOR),
    municipal("meeting-attendance", "been", COORDINATOR, FOREIGN_COORDINATOR),
    municipal("meeting-participants", "coming", R.SLAGELSE_STAFF, R.KOLDING),
    Row(
        "enterprises:meeting-remind",
        key="coming",
        ok=COORDINATOR,
        foreign_ok=FOREIGN_COORDINATOR,
        but=NOT_OF_ENTERPRISES,
        foreign_but=refused(FOREIGN_COORDINATOR),
        post_only=True,
        done=302,
    ),
    Row(
        "enterprises:answer-by-phone",
        key="meeting-invitation",
        ok=COORDINATOR,
        foreign_ok=FOREIGN_COORDINATOR,
        but=NOBODY,
        foreign_but=refused(FOREIGN_COORDINATOR),
    ),
    # An enterprise's own pages
    Row("enterprises:network", ok=USERS, but=LED),
    own("network-meeting", "coming"),
    own("network-meeting", "been"),
    own("network-answer", "meeting-invitation"),
    own("network-evaluate", "been-invitation"),
    Row("enterprises:wish-add", ok=USERS, but=LED),
    own("wish-remove", "wish"),
    Row(
        "enterprises:meeting-calendar",
        key="coming",
        ok=SEES_SUMAKS,
        foreign_ok=R.KOLDING,
        but=NOBODY | {R.MENTOR: 404, R.POLITICIAN: 404},
    ),
    # The board
    *(Row("enterprises:board", ok=(*R.STAFF, *USERS), query=query, note=query) for query in ("", "?format=csv")),
    Row("enterprises:board", ok=(*R.STAFF, *USERS), query="?q=kl%C3%B8ver&slags=idea&gamle=on&mine=on", note="search"),
    Row("enterprises:board-post-add", ok=USERS),
    board("board-post", "post", (*R.SLAGELSE_STAFF, *USERS), R.KOLDING),
    board("board-post-edit", "post", (R.ENTERPRISE_USER,), ()),
    board("board-post-remove", "post", (R.COORDINATOR, R.ENTERPRISE_USER), FOREIGN_COORDINATOR),
    board("board-reply-remove", "reply", (R.COORDINATOR, R.ENTERPRISE_USER), FOREIGN_COORDINATOR),
    board("board-post-close", "post", (R.ENTERPRISE_USER,), (), post_only=True, done=302),
    board("board-reply-add", "post", USERS, ()),
]
