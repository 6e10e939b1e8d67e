"""Rows of the way to registration: checklist, papers, own looks, yearly reports, the list."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from enterprises.models import CriterionAnswer, EnterpriseDocument, RsvCheck, RsvCriterion, RsvReport

from .rows_enterprises import EDITORS, FOREIGN_EDITORS, NOBODY, NOT_OF_ENTERPRISES, by_slug, of_one, one, refused
from .table import Roles as R
from .table import Row
from .world import World

READERS, OWN = (*R.SLAGELSE_STAFF, R.ENTERPRISE_USER), (*EDITORS, R.ENTERPRISE_USER)


def build(world: World) -> None:
    """One of each in both municipalities."""
    for records, enterprise, municipality, readers, staff, word in (
        (world.own, world.sumak, world.slagelse, READERS, R.SLAGELSE_STAFF, "Kløver"),
        (world.foreign, world.fjordtangen, world.kolding, R.KOLDING, R.KOLDING, "Fjord"),
    ):
        purpose = RsvCriterion.objects.get(code="purpose")
        note = world.plant(f"{word}krav", to=readers)
        records["rsv_answer"] = CriterionAnswer.objects.create(
            enterprise=enterprise, criterion=purpose, met="yes", note=note
        )
        paper = EnterpriseDocument(
            enterprise=enterprise,
            title=world.plant(f"{word}vedtægt", to=readers),
            file_name="a.pdf",
            media_type="application/pdf",
            size=4,
            checksum="0",
        )
        paper.file.save("a", ContentFile(b"%PDF"), save=True)
        records["rsv_paper"] = paper
        records["rsv_check"] = RsvCheck.objects.create(
            enterprise=enterprise,
            municipality=municipality,
            checked_on=dt.date(2018, 12, 3),
            source=world.plant(f"{word}eftersyn", to=staff),
        )
        records["rsv_report"] = RsvReport.objects.create(enterprise=enterprise, year=2018, sent_on=dt.date(2019, 5, 1))


def criterion(world: World, record: Any) -> Mapping[str, Any]:
    """The address of a criterion that is not answered."""
    return {"slug": record.slug, "code": "business"}


ROWS = [
    *(
        Row("enterprises:rsv", ok=R.STAFF, query=query, note=query)
        for query in ("", "?format=csv", "?format=xlsx", "?dag=2018-06-30&status=alle", "?uenig=on&q=a&status=paa-vej")
    ),
    one("rsv-way", READERS, R.KOLDING),
    Row(
        "enterprises:rsv-answer",
        key="enterprise",
        ok=OWN,
        foreign_ok=FOREIGN_EDITORS,
        args=criterion,
        but=NOBODY,
        foreign_but=refused(FOREIGN_EDITORS),
    ),
    one("rsv-answer-edit", OWN, FOREIGN_EDITORS, key="rsv_answer"),
    one("rsv-paper-add", OWN, FOREIGN_EDITORS),
    one("rsv-paper", READERS, R.KOLDING, key="rsv_paper"),
    one("rsv-paper-remove", OWN, FOREIGN_EDITORS, key="rsv_paper"),
    one("rsv-check-add", EDITORS, FOREIGN_EDITORS),
    *(  # for those who are not the municipality's staff there are no looks
        Row(
            f"enterprises:rsv-check-{verb}",
            key="rsv_check",
            args=of_one,
            ok=EDITORS,
            foreign_ok=FOREIGN_EDITORS,
            but=NOT_OF_ENTERPRISES | {R.POLITICIAN: 404},
            foreign_but=refused(FOREIGN_EDITORS),
        )
        for verb in ("edit", "remove")
    ),
    Row(
        "enterprises:rsv-report-add",
        key="enterprise",
        args=by_slug,
        ok=OWN,
        done=302,  # nothing to report: back to the page
        foreign_ok=FOREIGN_EDITORS,
        but=NOBODY,
        foreign_but=refused(FOREIGN_EDITORS),
    ),
    one("rsv-report-remove", OWN, FOREIGN_EDITORS, key="rsv_report"),
]
