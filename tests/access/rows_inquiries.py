"""Rows of the single entry: the public form, inquiries, advice, who helps with what."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from enterprises.models import AdviceSession, Helper, HelperKind, Inquiry, InquiryStep

from .rows_enterprises import COORDINATOR, EDITORS, FOREIGN_COORDINATOR, FOREIGN_EDITORS, municipal
from .table import Roles as R
from .table import Row
from .world import World

DAY = dt.date(2018, 3, 1)


def build(world: World) -> None:
    """One of each in both municipalities, an inquiry that nobody has confirmed, and a helper of the whole country."""
    kind = HelperKind.objects.get(code="bank")
    for records, where, readers, word in (
        (world.own, world.slagelse, EDITORS, "Kløver"),
        (world.foreign, world.kolding, R.KOLDING, "Fjord"),
    ):
        sender = world.plant(f"{word}spørger", to=readers)
        inquiry = Inquiry.objects.create(
            municipality=where,
            wish="start",
            name=sender,
            email="a@eksempel.example",
            idea="En idé.",
            received_on=DAY,
            confirmed_at=timezone.now(),
        )
        records["inquiry"] = inquiry
        records["inquiry_step"] = InquiryStep.objects.create(inquiry=inquiry, on=DAY, state="in_contact")
        records["advice"] = AdviceSession.objects.create(
            municipality=where,
            held_on=timezone.localdate(),
            topic="business",
            with_whom=world.plant(f"{word}vejledt", to=readers),
        )
        records["helper"] = Helper.objects.create(municipality=where, kind=kind, name="Banken", helps_with="Lån")
        Inquiry.objects.create(
            municipality=where,
            wish="start",
            name=world.plant(f"{word}ubekræftet", to=()),
            email="b@eksempel.example",
            idea="En idé.",
            received_on=DAY,
        )
    world.own["helper_national"] = Helper.objects.create(kind=kind, name="Alles bank", helps_with="Lån")


def wrong(world: World, record: Any) -> Mapping[str, Any]:
    """A link that nobody has got."""
    return {"token": "gættet"}


ROWS = [
    Row("enterprises:inquiry-start", public=True),
    Row("enterprises:inquiry-start", public=True, query="?kommune=0330", note="for a municipality"),
    Row("enterprises:inquiry-received", public=True),
    Row("enterprises:inquiry-confirm", public=True, args=wrong, done=404),
    Row("enterprises:helpers", public=True),
    Row("enterprises:helpers", public=True, query="?kommune=0621", note="of a municipality"),
    Row("enterprises:helper-add", ok=(*R.COORDINATORS, R.SYSTEM_ADMINISTRATOR)),
    Row("enterprises:helpers-trash", ok=(*R.COORDINATORS, R.SYSTEM_ADMINISTRATOR)),
    *(municipal(f"helper-{verb}", "helper", COORDINATOR, FOREIGN_COORDINATOR) for verb in ("edit", "remove")),
    *(
        Row(
            f"enterprises:helper-{verb}",
            key="helper_national",
            ok=(R.SYSTEM_ADMINISTRATOR,),
            but=dict.fromkeys(R.KOLDING, 403),
            note="of the whole country",
        )
        for verb in ("edit", "remove")
    ),
    *(
        Row(f"enterprises:{name}", ok=(*EDITORS, *FOREIGN_EDITORS), query=query, note=query)
        for name in ("inquiries", "advice")
        for query in ("", "?format=csv", "?format=xlsx")
    ),
    Row(
        "enterprises:inquiries",
        ok=(*EDITORS, *FOREIGN_EDITORS),
        query="?status=aabne&hvis=mine&aar=2018",
        note="chosen",
    ),
    Row("enterprises:advice-months", ok=(*EDITORS, *FOREIGN_EDITORS)),
    Row("enterprises:inquiry-add", ok=(*EDITORS, *FOREIGN_EDITORS)),
    Row("enterprises:advice-add", ok=(*EDITORS, *FOREIGN_EDITORS)),
    *(
        municipal(name, "inquiry", EDITORS, FOREIGN_EDITORS)
        for name in ("inquiry", "inquiry-edit", "inquiry-remove", "inquiry-step-add", "inquiry-became")
    ),
    municipal("inquiry-register", "inquiry", COORDINATOR, FOREIGN_COORDINATOR),
    *(municipal(f"inquiry-step-{verb}", "inquiry_step", EDITORS, FOREIGN_EDITORS) for verb in ("edit", "remove")),
    *(municipal(f"advice-{verb}", "advice", EDITORS, FOREIGN_EDITORS) for verb in ("edit", "remove")),
]
