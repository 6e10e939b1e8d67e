"""The demo's fact check of the report of 2018, and the report sent to the chief. Made up: no source tells who said what.

It is opened before the enterprises have users, so that nobody is told of the demo being made; they answer when they have.
"""

from reports.models import AnnualReport, Approval, FactCheck, FactCheckReply
from reports.services import approving
from reports.services.fact_check import Checked, answer, everyone, handle, latest, open_fact_check
from socialportal.accounts.access import Access, access_of
from socialportal.accounts.models import Municipality, User

from .made_up import MADE_UP, ago
from .report import YEAR

Verdict, Handled = FactCheckReply.Verdict, FactCheckReply.Handled


def _report(place: Municipality) -> AnnualReport | None:
    return AnnualReport.objects.filter(municipality=place, year=YEAR).first()


def load_fact_check(access: Access, place: Municipality) -> None:
    """Opened with a deadline some days ahead, and two answers that came in the telephone."""
    report = _report(place)
    if report is None or FactCheck.with_deleted.filter(report=report).exists():
        return
    check = open_fact_check(
        access,
        FactCheck(
            report=report,
            due_on=ago(-12),
            message="Sig også til, hvis I har fået nye lokaler eller en ny hjemmeside, siden I skrev.",
            source_note=MADE_UP,
        ),
    )
    by_slug = {one.presence.enterprise.slug: one for one in everyone(check)}
    named = [one for slug, one in by_slug.items() if slug not in ("sumak", "veteranhaven")]
    if len(named) < 2:
        return
    _noted(access, named[0], Verdict.RIGHT)
    wrong = _noted(access, named[1], Verdict.WRONG, "Vi vil gerne have et billede med i rapporten.")
    wrong.handled, wrong.handled_note = Handled.KEPT, "Rapporten har ingen billeder af virksomhederne i år."
    handle(access, wrong, expected_version=wrong.version)


def _noted(access: Access, one: Checked, verdict: str, text: str = "") -> FactCheckReply:
    reply = FactCheckReply(fact_check=one.check, presence=one.presence, verdict=verdict, text=text)
    return answer(access, reply, how=f"I telefonen. {MADE_UP}")


def load_answer(place: Municipality) -> None:
    """VeteranHaven's own answer, which waits for the coordinator. Sumak has not answered."""
    report = _report(place)
    check = latest(report) if report else None
    if check is None or FactCheckReply.with_deleted.filter(fact_check=check, answered_by__email=_EMAIL).exists():
        return
    for one in everyone(check):
        if one.presence.enterprise.slug == "veteranhaven" and one.owes:
            text = "Vi vil gerne kaldes et fællesskab i stedet for et tilbud."
            reply = FactCheckReply(
                fact_check=check, presence=one.presence, verdict=Verdict.WRONG, text=text, source_note=MADE_UP
            )
            answer(access_of(User.objects.get(email=_EMAIL)), reply)


_EMAIL = "redaktoer@veteranhaven.example"


def load_approval(access: Access, place: Municipality) -> None:
    """The report lies with the chief."""
    report = _report(place)
    if report is None or Approval.with_deleted.filter(report=report).exists() or not approving.chiefs_of(place):
        return
    note = "Rapporten skal på udvalgets dagsorden i næste måned."
    approving.ask_approval(access, Approval(report=report, note=note, source_note=MADE_UP))
