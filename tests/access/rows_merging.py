"""Rows of duplicates: the list, and putting two together, which needs both to be one's own."""

from typing import Any

from tests import factories

from .table import Roles as R
from .table import Row
from .world import World

NOT_HERE = {
    R.ENTERPRISE_USER: 404,
    R.MENTOR: 404,
    R.OTHER_ENTERPRISE_USER: 404,
    R.SURVEY_COORDINATOR: 404,
    R.SYSTEM_ADMINISTRATOR: 404,
}


def build(world: World) -> None:
    """One more in each municipality, so that there are two to put together."""
    world.own["twin"] = factories.enterprise("Tvilling", world.slagelse)
    world.foreign["twin"] = factories.enterprise("Tvilling i Kolding", world.kolding)


def with_sumak(world: World, record: Any) -> dict[str, str]:
    """The address for keeping Sumak; a twin of Kolding is nobody's to take."""
    return {"slug": world.sumak.slug, "other": record.slug}


ROWS = [
    Row("enterprises:duplicates", ok=R.COORDINATORS),
    Row("enterprises:merge", key="twin", args=with_sumak, ok=(R.COORDINATOR,), foreign_ok=(), but=NOT_HERE),
]
