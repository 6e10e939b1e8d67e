"""Rows of fund mailings, applications and tasks to be bought."""

import datetime as dt

from enterprises.models import FundMailing, GrantApplication, Task, TaskInterest
from tests import factories

from .table import Roles as R
from .table import Row
from .world import World

TODAY, LATER = dt.date(2020, 1, 2), dt.date(2099, 1, 2)
BOTH_USERS = (R.ENTERPRISE_USER, R.OTHER_ENTERPRISE_USER)
USERS_AND_STAFF = (*R.SLAGELSE_STAFF, *BOTH_USERS)
FACTS = (R.COORDINATOR, R.CONSULTANT)


def build(world: World) -> None:
    """A draft and one that was sent, an application, a task that is published and one that is not, with interest of Sumak."""
    for where, records, enterprise, staff, own, word in (
        (world.slagelse, world.own, world.sumak, R.SLAGELSE_STAFF, (R.ENTERPRISE_USER,), "Birke"),
        (world.kolding, world.foreign, world.fjordtangen, R.KOLDING, (), "Enge"),
    ):
        here = where == world.slagelse
        presence = enterprise.presences.get()
        readers = (*staff, *(BOTH_USERS if here else ()))
        records["mail-draft"] = FundMailing.objects.create(
            municipality=where, title=world.plant(f"{word}kladde", to=staff)
        )
        records["mail"] = FundMailing.objects.create(
            municipality=where,
            title=world.plant(f"{word}mail", to=(*readers, R.MENTOR) if here else readers),
            sent_on=TODAY,
        )
        followers = FACTS if here else R.KOLDING
        # The administrator reads of it on the enterprise's page or its trash, as of grants.
        records["application"] = GrantApplication.objects.create(
            presence=presence, fund="Fond", purpose=world.plant(f"{word}fond", to=(*followers, *own)), applied_on=TODAY
        )
        records["task-draft"] = Task.objects.create(
            municipality=where, buyer_name="Park", title=world.plant(f"{word}plan", to=staff), what="x", deadline=LATER
        )
        task = Task.objects.create(
            municipality=where,
            buyer_name="Park",
            title=world.plant(f"{word}opgave", to=readers),
            what="x",
            deadline=LATER,
            published_on=TODAY,
        )
        records["task"] = task
        records["interest"] = TaskInterest.objects.create(
            task=task, presence=presence, text=world.plant(f"{word}tilbud", to=(*staff, *own))
        )
        if here:
            partner = factories.presence(factories.enterprise("Broen"), where, kind="csr_partner")
            records["task-bought"] = Task.objects.create(
                municipality=where, buyer=partner, title="Kantine", what="x", deadline=LATER, published_on=TODAY
            )


NOBODY = {R.SURVEY_COORDINATOR: 404, R.SYSTEM_ADMINISTRATOR: 404}
NOT_MINE = NOBODY | {R.OTHER_ENTERPRISE_USER: 404}
STAFF_KNOW = NOT_MINE | {R.ENTERPRISE_USER: 404, R.MENTOR: 404}


def one(name: str, key: str, ok: tuple[str, ...], kolding: tuple[str, ...], but: dict[str, int]) -> Row:
    """A page of one record. Those of Kolding for whom a row of theirs exists, but not this page of it, are refused."""
    refused = {role: 403 for role in R.KOLDING if role not in kolding}
    return Row(f"enterprises:{name}", key=key, ok=ok, foreign_ok=kolding, but=but, foreign_but=refused)


COORDINATOR, THEIR_COORDINATOR = (R.COORDINATOR,), (R.OTHER_COORDINATOR,)
ROWS = [
    *(
        Row(f"enterprises:{name}", ok=ok, query=query, note=query)
        for name, ok in (
            ("fund-mailings", (*R.STAFF, *BOTH_USERS)),
            ("applications", (*FACTS, *R.KOLDING, *BOTH_USERS)),
            ("tasks", (*R.STAFF, *BOTH_USERS)),
            ("task-years", R.STAFF),
        )
        for query in ("", "?format=csv", "?format=xlsx")
    ),
    Row(
        "enterprises:applications", ok=(*FACTS, *R.KOLDING, *BOTH_USERS), query="?aar=2020&svar=waiting", note="search"
    ),
    Row("enterprises:tasks", ok=(*R.STAFF, *BOTH_USERS), query="?status=aaben", note="search"),
    # Fund mailings
    Row("enterprises:fund-mailing-add", ok=R.COORDINATORS),
    Row("enterprises:fund-mailing-note", ok=R.COORDINATORS),
    one("fund-mailing", "mail", USERS_AND_STAFF, R.KOLDING, NOBODY),
    *(
        one(f"fund-mailing-{verb}", "mail-draft", COORDINATOR, THEIR_COORDINATOR, STAFF_KNOW)
        for verb in ("edit", "send", "remove")
    ),
    # Applications
    Row("enterprises:application-add", ok=(*FACTS, *R.KOLDING, *BOTH_USERS)),
    *(
        one(name, "application", (*FACTS, R.ENTERPRISE_USER), R.KOLDING, NOT_MINE)
        for name in ("application", "application-edit", "application-answer")
    ),
    one("application-remove", "application", FACTS, R.KOLDING, NOT_MINE),
    one("application-grant", "application", COORDINATOR, THEIR_COORDINATOR, NOT_MINE),
    # Tasks
    Row("enterprises:task-add", ok=(*FACTS, *R.KOLDING, *BOTH_USERS)),
    one("task", "task", USERS_AND_STAFF, R.KOLDING, NOBODY),
    *(one(f"task-{verb}", "task-draft", FACTS, R.KOLDING, STAFF_KNOW) for verb in ("edit", "publish", "remove")),
    *(one(f"task-{verb}", "task", FACTS, R.KOLDING, NOBODY) for verb in ("take-down", "settle")),
    one("task-interest", "task", BOTH_USERS, (), NOBODY),
    *(one(f"interest-{verb}", "interest", (R.ENTERPRISE_USER,), (), NOT_MINE) for verb in ("edit", "withdraw")),
]
