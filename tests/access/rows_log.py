"""Rows of the log: activities, bodies, housing areas."""

import datetime as dt

from django.core.files.base import ContentFile

from enterprises.models import Activity, Body, HousingArea, Story

from .rows_enterprises import COORDINATOR, EDITORS, FOREIGN_COORDINATOR, FOREIGN_EDITORS, municipal
from .table import Roles as R
from .table import Row
from .world import World

DAY = dt.date(2018, 5, 1)


def build(world: World) -> None:
    """One of each in both municipalities, read by their staff only."""
    for where, records, enterprise, staff, word in (
        (world.slagelse, world.own, world.sumak, R.SLAGELSE_STAFF, "Kløver"),
        (world.kolding, world.foreign, world.fjordtangen, R.KOLDING, "Fjord"),
    ):
        title = world.plant(f"{word}besøg", to=staff)
        note = world.plant(f"{word}bemærkning", to=staff)
        records["activity"] = Activity.objects.create(municipality=where, kind="visit", on=DAY, title=title, note=note)
        records["activity"].enterprises.add(enterprise)
        records["body"] = Body.objects.create(municipality=where, name=world.plant(f"{word}gruppe", to=staff))
        told = Story(municipality=where, year=2018, title=f"{word}billedet", picture_alt="Et mønster", consent_on=DAY)
        told.picture.save("billede.jpg", ContentFile(b"et billede"), save=True)
        records["pictured"] = told
        records["area"] = HousingArea.objects.create(municipality=where, name=world.plant(f"{word}parken", to=staff))


ROWS = [
    *(
        Row(f"enterprises:{name}", ok=R.STAFF, query=query, note=query)
        for name in ("activities", "activities-counted", "bodies", "areas")
        for query in ("", "?format=csv", "?format=xlsx")
    ),
    Row("enterprises:activities", ok=R.STAFF, query="?aar=2018&slags=visit&q=kl%C3%B8ver", note="search"),
    Row("enterprises:activity-add", ok=(*EDITORS, *R.KOLDING), query="?virksomhed=sumak&slags=visit"),
    Row("enterprises:body-add", ok=(*EDITORS, *R.KOLDING)),
    Row("enterprises:area-add", ok=R.COORDINATORS),
    municipal("activity", "activity", R.SLAGELSE_STAFF, R.KOLDING),
    municipal("story-picture", "pictured", R.SLAGELSE_STAFF, R.KOLDING),
    municipal("area", "area", R.SLAGELSE_STAFF, R.KOLDING),
    *(municipal(f"activity-{verb}", "activity", EDITORS, FOREIGN_EDITORS) for verb in ("edit", "remove")),
    *(municipal(f"body-{verb}", "body", EDITORS, FOREIGN_EDITORS) for verb in ("edit", "remove")),
    *(municipal(f"area-{verb}", "area", COORDINATOR, FOREIGN_COORDINATOR) for verb in ("edit", "remove")),
]
