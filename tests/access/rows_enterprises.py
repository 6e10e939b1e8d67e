"""Rows of enterprises: lists, the page of one, its forms, the year, the public directory."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from enterprises.models import (
    Contribution,
    CvrNumber,
    EnterpriseName,
    Grant,
    NetworkMeeting,
    NetworkPlan,
    RsvPeriod,
    Story,
)
from socialportal.accounts.models import Municipality

from .table import Roles as R
from .table import Row
from .world import World


def build(world: World) -> None:
    """One of each kind in both municipalities; the words in them are for those who may read them."""
    for where, records, enterprise, readers, name in (
        (world.slagelse, world.own, world.sumak, (*R.SLAGELSE_STAFF, R.ENTERPRISE_USER), "Kløver"),
        (world.kolding, world.foreign, world.fjordtangen, R.KOLDING, "Fjord"),
    ):
        staff = tuple(role for role in readers if role != R.ENTERPRISE_USER)
        _build(world, where, records, enterprise, {"all": readers, "staff": staff}, name)


def _build(
    world: World, where: Municipality, records: dict[str, Any], enterprise: Any, readers: Any, word: str
) -> None:
    presence = enterprise.presences.get()
    presence.note = world.plant(f"{word}note", to=readers["staff"])
    presence.save()
    everybody = (*readers["all"], R.MENTOR) if where == world.slagelse else readers["all"]
    records["presence"] = presence
    alias = world.plant(f"{word}alias", to=everybody)
    records["name"] = EnterpriseName.objects.create(enterprise=enterprise, name=alias)
    number = "10150817" if where == world.slagelse else "25313763"
    records["cvr"] = CvrNumber.objects.create(enterprise=enterprise, number=number)
    source = world.plant(f"{word}kilde", to=everybody)
    records["rsv"] = RsvPeriod.objects.create(enterprise=enterprise, state="working", source=source)
    words = world.plant(f"{word}ord", to=readers["all"])
    records["contribution"] = Contribution.objects.create(presence=presence, year=2018, presentation=words)
    purpose = world.plant(f"{word}pulje", to=readers["all"])
    records["grant"] = Grant.objects.create(presence=presence, year=2018, amount=5, purpose=purpose)
    theme = world.plant(f"{word}møde", to=readers["staff"])
    records["meeting"] = NetworkMeeting.objects.create(municipality=where, held_on=dt.date(2018, 2, 22), theme=theme)
    records["plan"] = NetworkPlan.objects.create(
        municipality=where, year=2019, themes=world.plant(f"{word}emne", to=readers["staff"])
    )
    title = world.plant(f"{word}historie", to=readers["staff"])
    records["story"] = Story.objects.create(municipality=where, year=2018, title=title, text="Vi vandt.")


def of_one(world: World, record: Any) -> Mapping[str, Any]:
    """The address of what belongs to an enterprise."""
    return {"slug": record.enterprise.slug, "pk": record.pk}


def by_slug(world: World, record: Any) -> Mapping[str, Any]:
    """The address of an enterprise."""
    return {"slug": record.slug}


# Those for whom no enterprise of Slagelse exists.
NOBODY = {R.OTHER_ENTERPRISE_USER: 404, R.SURVEY_COORDINATOR: 404, R.SYSTEM_ADMINISTRATOR: 404}
NOT_OF_ENTERPRISES = NOBODY | {R.ENTERPRISE_USER: 404, R.MENTOR: 404}
EDITORS, FOREIGN_EDITORS = (R.COORDINATOR, R.CONSULTANT), R.KOLDING
COORDINATOR, FOREIGN_COORDINATOR = (R.COORDINATOR,), (R.OTHER_COORDINATOR,)
ALL_COORDINATORS = R.COORDINATORS


def one(name: str, ok: tuple[str, ...], foreign_ok: tuple[str, ...], *, key: str = "enterprise") -> Row:
    """A page about an enterprise, or about what belongs to one."""
    args = {"enterprise": by_slug, "contribution": None, "grant": None}.get(key, of_one)
    return Row(
        f"enterprises:{name}",
        key=key,
        ok=ok,
        foreign_ok=foreign_ok,
        args=args,
        but=NOBODY,
        foreign_but=refused(foreign_ok),
    )


def municipal(name: str, key: str, ok: tuple[str, ...], foreign_ok: tuple[str, ...]) -> Row:
    """A page about what belongs to the municipality as such."""
    return Row(
        f"enterprises:{name}",
        key=key,
        ok=ok,
        foreign_ok=foreign_ok,
        but=NOT_OF_ENTERPRISES,
        foreign_but=refused(foreign_ok),
    )


def refused(allowed: tuple[str, ...]) -> dict[str, int]:
    """Those of Kolding for whom a row of Kolding exists, but not this page of it."""
    return {role: 403 for role in R.KOLDING if role not in allowed}


ROWS = [
    Row("enterprises:directory", public=True),
    Row("enterprises:directory", public=True, query="?format=csv&q=a", note="as a file"),
    Row("enterprises:public", public=True, key="enterprise"),
    # Lists
    *(
        Row(f"enterprises:{name}", ok=R.STAFF, query=query, note=query)
        for name in ("list", "contributions", "grants", "meetings", "stories")
        for query in ("", "?format=csv", "?format=xlsx")
    ),
    Row("enterprises:list", ok=R.STAFF, query="?ogsaa=on&q=kl%C3%B8ver&uden_cvr=on", note="search"),
    Row("enterprises:grants", ok=R.STAFF, query="?q=kl%C3%B8ver&aar=2018", note="search"),
    Row("enterprises:trash", ok=R.STAFF),
    # New ones
    Row("enterprises:add", ok=ALL_COORDINATORS),
    Row("enterprises:adopt", ok=ALL_COORDINATORS),
    Row(
        "enterprises:contribution-add",
        ok=(*ALL_COORDINATORS, R.ENTERPRISE_USER, R.OTHER_ENTERPRISE_USER),
        query="?virksomhed=sumak&aar=2020",
    ),
    Row("enterprises:contributions-order", ok=ALL_COORDINATORS, query="?aar=2018"),
    *(
        Row(f"enterprises:{name}", ok=ALL_COORDINATORS)
        for name in ("grant-add", "meeting-add", "plan-add", "story-add")
    ),
    # The page of one, and its forms
    one("detail", (*R.SLAGELSE_STAFF, *R.SUMAK), R.KOLDING),
    one("history", R.SLAGELSE_STAFF, R.KOLDING),
    one("edit", (*EDITORS, R.ENTERPRISE_USER), FOREIGN_EDITORS),
    one("rename", EDITORS, FOREIGN_EDITORS),
    one("remove", COORDINATOR, FOREIGN_COORDINATOR),
    one("name-add", EDITORS, FOREIGN_EDITORS),
    one("cvr-add", EDITORS, FOREIGN_EDITORS),
    one("presence-start", COORDINATOR, FOREIGN_COORDINATOR),
    one("rsv-step", COORDINATOR, FOREIGN_COORDINATOR),
    *(one(f"name-{verb}", EDITORS, FOREIGN_EDITORS, key="name") for verb in ("edit", "remove")),
    *(one(f"cvr-{verb}", EDITORS, FOREIGN_EDITORS, key="cvr") for verb in ("edit", "remove")),
    *(one(f"rsv-{verb}", COORDINATOR, FOREIGN_COORDINATOR, key="rsv") for verb in ("edit", "remove")),
    *(one(f"presence-{verb}", COORDINATOR, FOREIGN_COORDINATOR, key="presence") for verb in ("edit", "end", "remove")),
    one("presence-note", EDITORS, FOREIGN_EDITORS, key="presence"),
    # The year
    one("contribution", (*R.SLAGELSE_STAFF, R.ENTERPRISE_USER), R.KOLDING, key="contribution"),
    one("contribution-edit", (R.COORDINATOR, R.ENTERPRISE_USER), FOREIGN_COORDINATOR, key="contribution"),
    one("contribution-remove", COORDINATOR, FOREIGN_COORDINATOR, key="contribution"),
    one("grant", (*R.SLAGELSE_STAFF, R.ENTERPRISE_USER), R.KOLDING, key="grant"),
    *(one(f"grant-{verb}", COORDINATOR, FOREIGN_COORDINATOR, key="grant") for verb in ("edit", "remove")),
    municipal("meeting", "meeting", R.SLAGELSE_STAFF, R.KOLDING),
    *(municipal(f"meeting-{verb}", "meeting", COORDINATOR, FOREIGN_COORDINATOR) for verb in ("edit", "remove")),
    *(municipal(f"plan-{verb}", "plan", COORDINATOR, FOREIGN_COORDINATOR) for verb in ("edit", "remove")),
    municipal("story", "story", R.SLAGELSE_STAFF, R.KOLDING),
    *(municipal(f"story-{verb}", "story", COORDINATOR, FOREIGN_COORDINATOR) for verb in ("edit", "remove")),
]
