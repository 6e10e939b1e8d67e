"""Rows of what hangs on agreements and collaborations: action plans, documents, evaluations
compared and sent."""

import datetime as dt

from django.core.files.base import ContentFile

from agreements.models import ActionStep, Document

from .rows_agreements import ALL_FOLLOWERS, FOLLOWERS, followed, led
from .table import Roles as R
from .table import Row
from .world import World


def build(world: World) -> None:
    """After the agreements' own rows, whose records these belong to."""
    for records, readers, word in ((world.own, FOLLOWERS, "Kløver"), (world.foreign, R.KOLDING, "Fjord")):
        records["step"] = ActionStep.objects.create(
            collaboration=records["collaboration"],
            what=world.plant(f"{word}trin", to=readers),
            due_on=dt.date(2018, 5, 4),
        )
        evaluation = records["evaluation"]
        served = R.SUMAK[:1] if records is world.own else ()
        letter = {"figures": [], "cells": [], "cells_as_of": None, "left_out": []}
        evaluation.sent_on = evaluation.as_of
        evaluation.sent_copy = letter | {"answers": [["Svar", world.plant(f"{word}brev", to=served)]]}
        evaluation.save()
        told = world.plant(f"{word}bilag", to=readers)
        for key, of in (("document", "agreement"), ("annex", "collaboration")):
            records[key] = Document.objects.create(
                **{of: records[of]},
                title=told,
                file=ContentFile(told.encode(), name=key),
                file_name=f"{told}.pdf",
                media_type="application/pdf",
                size=len(told),
                checksum="0" * 64,
            )


def _version(world: World) -> dict[str, str]:
    return {"version": "1"}


ROWS = [
    *(
        Row("agreements:collaboration-add", ok=ALL_FOLLOWERS, query=f"?slags={kind}", note=kind)
        for kind in ("csr", "partnership", "in_house")
    ),
    Row("agreements:collaborations", ok=ALL_FOLLOWERS, query="?slags=csr", note="of a kind"),
    led("agreement-document-add", "agreement"),
    followed("collaboration-document-add", "collaboration"),
    *(followed("document", key, note=key) for key in ("document", "annex")),
    *(led(f"document-{verb}", "document") for verb in ("edit", "remove")),
    *(followed(f"document-{verb}", "annex", note="annex") for verb in ("edit", "remove")),
    Row("agreements:evaluation-compare", ok=ALL_FOLLOWERS),
    *(led(f"evaluation-{verb}", "evaluation") for verb in ("send", "withdraw")),
    Row("agreements:evaluation-letter", key="evaluation", ok=(R.ENTERPRISE_USER,), foreign_ok=(), other=404),
    followed("step-add", "collaboration"),
    *(followed(f"step-{verb}", "step") for verb in ("edit", "remove")),
    *(followed(f"step-{verb}", "step", post_only=True, done=302, data=_version) for verb in ("done", "undo")),
]
