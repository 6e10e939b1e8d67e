"""The demo's distribution of the texts of 2018: who wrote which, and that all of them were approved. Invented."""

import datetime as dt

from reports import text_states
from reports.models import AnnualReport, PointReport, Recommendation, Section
from reports.services.draft import MODELS, Text, distribute, set_state, words_of
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality, User

from .report import YEAR

WRITER, HELPER = "koordinator@slagelse.example", "konsulent@slagelse.example"
# What the consultant wrote; the coordinator the rest.
_HELPED = {"progression", "network", "registration"}
_DUE = dt.date(YEAR + 1, 1, 11)


def load_draft(access: Access, place: Municipality) -> None:
    """Gives every text of the report to somebody, and approves those that are written."""
    report = AnnualReport.objects.filter(municipality=place, year=YEAR).first()
    if report is None or any(
        model.objects.filter(report=report).exclude(writer=None).exists() for model in MODELS.values()
    ):  # type: ignore[attr-defined]
        return
    users = {user.email: user for user in User.objects.filter(email__in=[WRITER, HELPER])}
    texts: list[Text] = [
        *Section.objects.filter(report=report).order_by("pk"),
        *PointReport.objects.filter(report=report).select_related("point").order_by("pk"),
        *Recommendation.objects.filter(report=report, point=None).order_by("pk"),
    ]
    shares: dict[str, list[tuple[Text, int]]] = {WRITER: [], HELPER: []}
    for text in texts:
        text.report = report
        helped = getattr(text, "key", "") in _HELPED or getattr(getattr(text, "point", None), "key", "") in _HELPED
        shares[HELPER if helped else WRITER].append((text, text.version))
    for email, share in shares.items():
        distribute(access, share, writer=users.get(email), due_on=_DUE)
    for text in texts:
        if words_of(text):
            set_state(access, text, to=text_states.APPROVED, expected_version=text.version)  # type: ignore[type-var]
