"""The pages beside the list of jobs, each for those who may open it."""

from typing import Any

from django.urls import reverse

from socialportal.accounts.access import Access
from socialportal.accounts.rules import may

JOBS = (
    ("Job", "agreements:placements", "agreements.list_work"),
    ("Behov", "agreements:needs", "agreements.view_need"),
    ("Bring sammen", "agreements:matching", "agreements.match"),
    ("Udvikling", "agreements:progression", "agreements.list_work"),
    ("Rimelighedskravet", "agreements:reasonableness", "agreements.reckon"),
)


def job_tabs(access: Access, here: str) -> dict[str, Any]:
    """Context of `agreements/list.html`. One tab alone is none."""
    tabs = [(text, reverse(name), name == here) for text, name, permission in JOBS if may(access, permission)]
    return {"tabs": tabs if len(tabs) > 1 else [], "tabs_label": "Job"}
