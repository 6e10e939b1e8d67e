"""Rows of the fact check and of the chief's approval. The years are others than those of `rows_reports`."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from enterprises.models import Enterprise
from reports.models import Approval, FactCheck, FactCheckReply
from socialportal.accounts.models import Municipality
from tests.reports import drafts

from .table import Roles as R
from .table import Row
from .world import World

READERS = (R.COORDINATOR, R.CONSULTANT, R.CHIEF)
MINE, THEIRS = 2016, 2015
NOT_THERE = dict.fromkeys((*R.OF_ENTERPRISES, *R.NATIONAL), 404)


def _records(place: Municipality, enterprise: Enterprise, word: str, year: int) -> dict[str, Any]:
    report, now = drafts.report(place, year), timezone.now()
    check = FactCheck.objects.create(report=report, due_on=now.date(), opened_on=now.date())
    reply = FactCheckReply.objects.create(
        fact_check=check,
        presence=enterprise.presences.get(municipality=place),
        verdict="wrong",
        text=f"{word} er forkert.",
        answered_at=now,
    )
    approval = Approval.objects.create(report=report, checksum="0" * 64, note=f"{word} er ny.", asked_at=now)
    return {"report": report, "reply": reply, "approval": approval}


def build(world: World) -> None:
    """A fact check that one enterprise has answered, and a report that lies with the chief, in both municipalities."""
    # VeteranHaven may read its own answer; Sumak may not.
    mine = world.plant("Grønløkke", to=(*READERS, R.OTHER_ENTERPRISE_USER))
    theirs = world.plant("Sandhage", to=R.KOLDING)
    own = _records(world.slagelse, world.veteranhaven, mine, MINE)
    foreign = _records(world.kolding, world.fjordtangen, theirs, THEIRS)
    world.own |= {f"checking-{name}": record for name, record in own.items()}
    world.foreign |= {f"checking-{name}": record for name, record in foreign.items()}


def _year(world: World, record: Any) -> Mapping[str, Any]:
    return {"year": record.year}


def _one(world: World, record: Any) -> Mapping[str, Any]:
    return {"year": record.year, "slug": "sumak" if record.year == MINE else "havnehuset"}


def _reply(world: World, record: FactCheckReply) -> Mapping[str, Any]:
    return {"year": record.fact_check.report.year, "pk": record.pk}


def _own(world: World, record: Enterprise) -> Mapping[str, Any]:
    return {"slug": record.slug, "year": MINE if record == world.sumak else THEIRS}


def _of_year(
    name: str, *, ok: tuple[str, ...] = (R.COORDINATOR,), args: Any = _year, key: str = "report", **more: Any
) -> Row:
    """Kolding has no chief."""
    foreign = tuple(f"other_{role}" for role in ok if role != R.CHIEF)
    return Row(
        f"reports:{name}",
        key=f"checking-{key}",
        args=args,
        ok=ok,
        foreign_ok=foreign,
        but=NOT_THERE,
        foreign_but={role: 403 for role in R.KOLDING if role not in foreign},
        **more,
    )


def _button(name: str, **more: Any) -> Row:
    return _of_year(name, post_only=True, done=302, data=lambda world: {"version": "1"}, **more)


ROWS = [
    _of_year("fact-check", ok=READERS),
    _of_year("fact-check-open"),
    _of_year("fact-check-edit"),
    _of_year("fact-check-remind"),
    _button("fact-check-close"),
    _button("fact-check-reopen"),
    _of_year("fact-check-print", ok=READERS, args=_one),
    _of_year("fact-check-note", args=_one),
    _of_year("fact-check-handle", key="reply", args=_reply),
    _button("fact-check-unhandle", key="reply", args=_reply),
    Row(
        "reports:fact-check-own",
        key="enterprise",
        args=_own,
        ok=(R.ENTERPRISE_USER,),
        but=dict.fromkeys((R.OTHER_ENTERPRISE_USER, *R.NATIONAL), 404),
        foreign_ok=(),
        foreign_but=dict.fromkeys(R.KOLDING, 403),
    ),
    _of_year("approval", ok=READERS),
    _of_year("approval-ask"),
    _button("approval-take-back"),
    _button("approval-approve", ok=(R.CHIEF,)),
    _of_year("approval-send-back", ok=(R.CHIEF,)),
]
