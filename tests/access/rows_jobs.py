"""Rows of jobs: their follow-ups, needs and who is ready, and what is read across them."""

import datetime as dt
from typing import Any

from agreements.models import JobFollowUp, JobNeed, Readiness

from .rows_agreements import ALL_FOLLOWERS, FOLLOWERS, followed
from .table import Roles as R
from .table import Row
from .world import World

LATER = dt.date(2018, 5, 4)


def build(world: World) -> None:
    """One of each kind in both municipalities."""
    for records, enterprise, readers, word in (
        (world.own, world.sumak, (*FOLLOWERS, *R.SUMAK), "Kløver"),
        (world.foreign, world.fjordtangen, R.KOLDING, "Fjord"),
    ):
        _build(records)
        presence = enterprise.presences.get()
        for key, closed_on in (("need", None), ("closed-need", LATER)):
            records[key] = JobNeed.objects.create(
                presence=presence,
                title=world.plant(f"{word}opgave", to=readers),
                hours_from=10,
                hours_to=15,
                wanted_from=LATER,
                closed_on=closed_on,
            )


def _build(records: dict[str, Any]) -> None:
    records["job-follow-up"] = JobFollowUp.objects.create(
        placement=records["job"], held_on=LATER, kind=JobFollowUp.Kind.TALK
    )
    records["readiness"] = Readiness.objects.create(
        participant=records["participant"], ready_from=LATER, hours_from=10, hours_to=15, consent_on=LATER
    )


def seen(name: str, key: str) -> Row:
    """For those who follow the work, and the enterprise's own."""
    return Row(f"agreements:{name}", key=key, ok=(*FOLLOWERS, *R.SUMAK), foreign_ok=R.KOLDING, other=404)


def written(name: str, key: str) -> Row:
    """The same; a mentor sees the record and may not."""
    ok = (*FOLLOWERS, R.ENTERPRISE_USER)
    return Row(f"agreements:{name}", key=key, ok=ok, foreign_ok=R.KOLDING, other=404, but={R.MENTOR: 403})


WRITERS = (*ALL_FOLLOWERS, R.ENTERPRISE_USER, R.OTHER_ENTERPRISE_USER)

ROWS = [
    *(
        Row("agreements:needs", ok=(*ALL_FOLLOWERS, *R.OF_ENTERPRISES), query=query, note=query)
        for query in ("", "?format=csv", "?format=xlsx", "?status=alle&timer=12&senest=2018-06-01&q=opgave")
    ),
    Row("agreements:need-add", ok=WRITERS, query="?virksomhed=1"),
    Row("agreements:need-trash", ok=WRITERS),
    seen("need", "need"),
    *(written(f"need-{verb}", "need") for verb in ("edit", "close", "remove")),
    written("need-reopen", "closed-need"),
    *(
        Row("agreements:matching", ok=ALL_FOLLOWERS, query=query, note=query)
        for query in ("", "?behov=1&timer=12", "?senest=2018-06-01&sted=x&timer=mange")
    ),
    *(
        Row("agreements:reasonableness", ok=(*ALL_FOLLOWERS, *R.OF_ENTERPRISES), query=query, note=query)
        for query in ("", "?gennemsnit=12&allerede=1")
    ),
    *(
        Row("agreements:progression", ok=ALL_FOLLOWERS, query=query, note=query)
        for query in ("", "?dag=2019-12-31", "?dag=2019-13-31")
    ),
    *(
        Row("agreements:progression-jobs", ok=ALL_FOLLOWERS, args=lambda w, r: {"which": "fulgte"}, query=q, note=q)
        for q in ("", "?dag=2019-12-31&format=csv")
    ),
    followed("readiness-add", "participant"),
    *(followed(f"readiness-{verb}", "readiness") for verb in ("edit", "withdraw", "remove")),
    followed("placement-reopen", "job"),
    followed("job-follow-up-add", "job"),
    *(followed(f"job-follow-up-{verb}", "job-follow-up") for verb in ("edit", "remove")),
]
