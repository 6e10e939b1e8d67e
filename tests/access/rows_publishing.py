"""Rows of publishing: the room for coordinator, consultant and chief; what is published for everybody."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from reports import exports, indicators, queries
from reports.editions import Edition, printed
from reports.figures import Basis
from reports.models import AnnualReport, PublishedFile, PublishedReport
from reports.services.versions import place_slug
from tests.reports import drafts

from .rows_reports import NOT_THERE, READERS, WRITERS
from .table import Roles as R
from .table import Row
from .world import World


def _counted(report: AnnualReport) -> dict[str, Any]:
    """The figures as they are: a new count does not differ, and shows no words of the municipality's own."""
    basis = Basis.of(report.municipality, report.year)
    return exports.figures_json(printed(indicators.count(basis), Edition.INTERNAL), queries.texts(basis))


def _frozen(report: AnnualReport, word: str) -> PublishedReport:
    """A version as it lies frozen; the public edition may be read by everybody, the internal one not."""
    version = PublishedReport.objects.create(
        report=report,
        municipality=report.municipality,
        year=report.year,
        number=1,
        as_of=f"{report.year}-12-31",
        title=f"Årsrapport {report.year}",
        state=PublishedReport.State.PUBLISHED,
        started_at=timezone.now(),
        published_at=timezone.now(),
        checksum="0" * 64,
    )
    for edition, name, content in (
        ("offentlig", "side.html", "<main id='indledning'><h1>Rapport</h1></main>"),
        ("offentlig", "tal.json", "{}"),
        ("intern", "tal.json", json.dumps(_counted(report))),
        ("intern", "rapport.pdf", word),
    ):
        PublishedFile.objects.create(
            publication=version,
            edition=edition,
            name=name,
            content_type="application/json" if name.endswith(".json") else "text/plain",
            size=len(content),
            sha256=hashlib.sha256(content.encode()).hexdigest(),
            content=content.encode(),
        )
    return version


def build(world: World) -> None:
    mine = world.plant("Kløverfrost", to=READERS)
    theirs = world.plant("Fjordfrost", to=R.KOLDING)
    world.own["publishing-version"] = _frozen(drafts.report(world.slagelse, 2024), mine)
    world.foreign["publishing-version"] = _frozen(drafts.report(world.kolding, 2023), theirs)


def _year(world: World, version: Any) -> Mapping[str, Any]:
    return {"year": version.year}


def _number(world: World, version: Any) -> Mapping[str, Any]:
    return {"year": version.year, "number": version.number}


def _file(world: World, version: Any) -> Mapping[str, Any]:
    return {"year": version.year, "number": version.number, "name": "rapport.pdf"}


def _address(*names: str) -> Any:
    def args(world: World, version: Any) -> Mapping[str, Any]:
        every = {"slug": place_slug(version.municipality), "number": version.number, "name": "tal.json"}
        return {"year": version.year} | {name: every[name] for name in names}

    return args


def _room(name: str, args: Any = _year, *, writers: bool = False, **more: Any) -> Row:
    return Row(
        f"reports:{name}",
        key="publishing-version",
        args=args,
        ok=WRITERS if writers else READERS,
        foreign_ok=(R.OTHER_COORDINATOR,) if writers else R.KOLDING,
        but=NOT_THERE,
        foreign_but={R.OTHER_CONSULTANT: 403} if writers else {},
        **more,
    )


ROWS = [
    _room("publish"),
    _room("publish-recount"),
    _room("publish-file", _file),
    _room("publish-ask", writers=True),
    _room("publish-withdraw", _number, writers=True),
    _room("publish-send", _number, writers=True, post_only=True, done=302),
    Row("reports:public", public=True),
    Row("reports:published", key="publishing-version", public=True, done=302),
    Row("reports:published-newest", key="publishing-version", args=_address("slug"), public=True),
    Row("reports:published-version", key="publishing-version", args=_address("slug", "number"), public=True),
    Row("reports:published-file", key="publishing-version", args=_address("slug", "number", "name"), public=True),
]
