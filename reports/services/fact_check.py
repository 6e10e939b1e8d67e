"""Faktatjek hos virksomhederne: each sees what the draft says of it, and answers by a date. Who is asked, who has answered,
and what came of it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement
from agreements.services import guarded
from enterprises.models import Presence
from enterprises.services.receivers import coordinators_of
from enterprises.services.reporting_year import users_today
from socialportal.accounts.access import Access
from socialportal.accounts.models import User
from socialportal.accounts.rules import demand, may
from socialportal.audit import chain
from socialportal.common import danish
from socialportal.notices.services.telling import settle, tell

from .. import document
from ..document.excerpt import Excerpt, excerpt
from ..editions import Edition
from ..figures import Basis
from ..models import AnnualReport, FactCheck, FactCheckReply
from ..terms import fact_check_reminder_due

KIND = "faktatjek"  # of messages
EDIT, ANSWER = "reports.edit_report", "reports.answer_fact_check"
# How the note begins of an answer that did not come through the portal.
NOTED = "Noteret af kommunen: "
Verdict, Handled = FactCheckReply.Verdict, FactCheckReply.Handled


@dataclass(frozen=True)
class Checked:
    """An enterprise that is asked, what it has answered, and its users who can."""

    check: FactCheck
    presence: Presence
    reply: FactCheckReply | None
    users: tuple[User, ...]

    @property
    def owes(self) -> bool:
        """It has not answered."""
        return self.reply is None

    @property
    def is_open(self) -> bool:
        """It wants something mended, and nobody has said what came of it."""
        return self.reply is not None and self.reply.verdict == Verdict.WRONG and not self.reply.handled

    @property
    def was_noted(self) -> bool:
        """The municipality wrote the answer down on its behalf."""
        return self.reply is not None and is_noted(self.reply)

    @property
    def url(self) -> str:
        """Where its users answer."""
        return own_address(self.check.report, self.presence.enterprise.slug)


def is_noted(reply: FactCheckReply) -> bool:
    """Whether the municipality wrote the answer down on the enterprise's behalf."""
    return reply.source_note.startswith(NOTED)


def own_address(report: AnnualReport, slug: str) -> str:
    """Where an enterprise answers; the municipality is named, for one may work in two."""
    return f"{reverse('reports:fact-check-own', args=[slug, report.year])}?kommune={report.municipality.code}"


def latest(report: AnnualReport) -> FactCheck | None:
    """The report's fact check, open or closed; None before the first."""
    return FactCheck.objects.filter(report=report).select_related("report__municipality").first()


def everyone(check: FactCheck, enterprises: Iterable[int] | None = None) -> list[Checked]:
    """All whom the report introduces, each once, by name; or only those named, by id. Three queries."""
    report = check.report
    rows = Presence.objects.filter(municipality=report.municipality_id, enterprise__deleted_at=None).listed_in(  # type: ignore[attr-defined]
        report.year
    )
    if enterprises is not None:
        rows = rows.filter(enterprise__in=list(enterprises))
    answered: dict[int, FactCheckReply] = {}
    if check.pk:
        replies = FactCheckReply.objects.filter(fact_check=check).select_related(
            "presence__enterprise", "answered_by", "fact_check__report__municipality"
        )
        answered = {reply.presence.enterprise_id: reply for reply in replies}
    presences: Any = (
        rows.select_related("enterprise", "municipality")
        .prefetch_related(users_today())
        .order_by("enterprise__name", "valid_from", "pk")
    )
    found: dict[int, Checked] = {}
    for one in presences:
        users = tuple(membership.user for membership in one.enterprise.writers)
        found[one.enterprise_id] = Checked(check, one, answered.get(one.enterprise_id), users)  # the last presence
    return list(found.values())


def said_of(report: AnnualReport, enterprise: int) -> Excerpt | None:
    """What the public edition says of the enterprise as it is now. Raises BasisError for a year without presence."""
    numbers = Agreement.objects.filter(municipality=report.municipality, presence__enterprise=enterprise)
    composed = document.compose(Basis.of(report.municipality, report.year), Edition.PUBLIC)
    return excerpt(composed, enterprise, frozenset(numbers.values_list("number", flat=True)))


# --- Telling --------------------------------------------------------------------------------------------------------------
def _key(check: FactCheck, enterprise: int) -> str:
    return f"{KIND} {check.pk} {enterprise} "


def _ask(one: Checked, occasion: str, subject: str, text: str) -> int:
    for user in one.users:
        tell(
            user=user,
            kind=KIND,
            subject=subject,
            text=text,
            url=one.url,
            key=f"{_key(one.check, one.presence.enterprise_id)}{occasion} {user.pk}",  # type: ignore[attr-defined]
            urgent=True,
        )
    return len(one.users)


def _invitation(one: Checked) -> str:
    report = one.check.report
    paragraphs = [
        f"{report.municipality.full_name} er ved at gøre årsrapporten {report.year} færdig. Se, hvad der står om "
        f"{one.presence.enterprise}, og svar senest {danish.date(one.check.due_on)}.",
        one.check.message.strip(),
        "Passer det, er det ét tryk. Skal noget rettes, skriver I hvad.",
    ]
    return "\n\n".join(part for part in paragraphs if part)


def _reminder(one: Checked, day: dt.date) -> tuple[str, str]:
    due, year = one.check.due_on, one.check.report.year
    verb = "var" if due < day else "er"
    return (
        f"Passer det, der står om jer i årsrapporten {year}?",
        f"{one.presence.enterprise} har ikke svaret endnu. Fristen {verb} {danish.date(due)}.",
    )


# --- The coordinator's verbs ----------------------------------------------------------------------------------------------
def _check_due(check: FactCheck) -> None:
    if check.due_on and check.due_on < timezone.localdate():
        raise ValidationError({"due_on": "Fristen er allerede gået. Skriv en dag, der kommer."})


@transaction.atomic
def open_fact_check(access: Access, check: FactCheck) -> FactCheck:
    """Opens it and tells every listed enterprise's users at once. Raises ValidationError when the deadline lies behind, there
    is one already, or the report introduces nobody.
    """
    demand(access, EDIT, check)
    _check_due(check)
    AnnualReport.objects.select_for_update().get(pk=check.report.pk)
    if latest(check.report):
        raise ValidationError("Der er allerede et faktatjek af årsrapporten. Er det lukket, kan det åbnes igen.")
    check.opened_on = timezone.localdate()
    guarded.add(access, EDIT, check)
    asked = everyone(check)
    if not asked:
        raise ValidationError(
            f"Ingen virksomheder på listen var aktive i kommunen i {check.report.year}, så der er ingen at spørge."
        )
    for one in asked:
        _ask(one, "aabnet", f"Se, hvad der står om jer i årsrapporten {check.report.year}", _invitation(one))
    return check


@transaction.atomic
def change_fact_check(access: Access, check: FactCheck, *, expected_version: int, links: Any = None) -> FactCheck:
    """Another deadline or message. Those who have not answered are told of a new deadline. Raises ValidationError, Conflict."""
    moved = guarded.as_stored(check).due_on != check.due_on
    if moved:
        _check_due(check)
    changed = guarded.change(access, EDIT, check, expected_version=expected_version)
    if moved and changed.closed_on is None:
        day = danish.date(changed.due_on)
        for one in everyone(changed):
            if one.owes:
                text = f"Fristen for at svare på, hvad der står om jer i årsrapporten {check.report.year}, er nu {day}."
                _ask(one, f"frist {changed.due_on.isoformat()}", f"Ny frist: {day}", text)
    return changed


@transaction.atomic
def close_fact_check(access: Access, check: FactCheck, *, expected_version: int) -> FactCheck:
    """Nobody answers any more, and nobody is asked. Raises Conflict."""
    check.closed_on = timezone.localdate()
    closed = guarded.change(access, EDIT, check, expected_version=expected_version, verb="closed")
    for one in everyone(closed):
        settle(_key(closed, one.presence.enterprise_id))  # type: ignore[attr-defined]
    return closed


@transaction.atomic
def reopen_fact_check(access: Access, check: FactCheck, *, expected_version: int) -> FactCheck:
    """They may answer again. Nobody is told: whoever opens it knows whom it is for, and can remind. Raises Conflict."""
    check.closed_on = None
    return guarded.change(access, EDIT, check, expected_version=expected_version, verb="reopened")


@transaction.atomic
def remind(access: Access, check: FactCheck) -> int:
    """Reminds those who have not answered, at most once a day each; how many enterprises. Raises ValidationError when closed."""
    demand(access, EDIT, check)
    check = FactCheck.objects.select_for_update(of=("self",)).select_related("report__municipality").get(pk=check.pk)
    if check.closed_on:
        raise ValidationError("Faktatjekket er lukket. Åbn det igen, før I minder nogen.")
    today = timezone.localdate()
    reached = [one for one in everyone(check) if one.owes and one.users]
    for one in reached:
        _ask(one, f"mindet {today.isoformat()}", *_reminder(one, today))
    told = danish.count(len(reached), "virksomhed", "virksomheder")
    chain.record(access, "reminded", check, reason=told, municipality_code=check.municipality.code)
    return len(reached)


def remind_due(day: dt.date) -> int:
    """The reminder that time brings, once, some days before the deadline; how many users have been told."""
    told = 0
    running = FactCheck.objects.filter(
        closed_on=None, report__deleted_at=None, report__municipality__uses_portal=True, due_on__gte=day
    )
    for check in running.select_related("report__municipality").order_by("pk"):
        if not fact_check_reminder_due(check.opened_on, check.due_on, day):
            continue
        with transaction.atomic():
            for one in everyone(check):
                if one.owes:
                    told += _ask(one, f"husk {check.due_on.isoformat()}", *_reminder(one, day))
    return told


# --- Answers --------------------------------------------------------------------------------------------------------------
@transaction.atomic
def answer(access: Access, reply: FactCheckReply, *, expected_version: int = 0, how: str = "") -> FactCheckReply:
    """Gives or changes an enterprise's answer: its own, or, with `how` it came, one the coordinator notes on its behalf.

    Raises ValidationError when it is closed, the answer has been handled, or it says that something is wrong and not what;
    Conflict when somebody else answered meanwhile.
    """
    noting = not may(access, ANSWER, reply)
    permission = EDIT if noting else ANSWER
    demand(access, permission, reply)
    # All answers to one check wait for each other, so that two first ones are seen.
    check = FactCheck.objects.select_for_update(of=("self",)).get(pk=reply.fact_check_id)  # type: ignore[attr-defined]
    if check.closed_on:
        raise ValidationError("Der er lukket for svar. Ring eller skriv til kommunen, hvis noget skal rettes.")
    if noting and not how.strip():
        raise ValidationError({"how": "Skriv, hvordan I fik svaret, fx ”I telefonen 3. januar”."})
    guarded.refuse_cpr_in({"how": how})
    first = (
        FactCheckReply.objects.filter(
            fact_check=check,
            presence__enterprise=reply.presence.enterprise_id,  # type: ignore[attr-defined]
        )
        .order_by("pk")
        .first()
    )
    if first is not None and first.handled:
        raise ValidationError("Kommunen har behandlet svaret. Ring eller skriv til kommunen, hvis mere skal rettes.")
    if reply.verdict == Verdict.RIGHT:
        reply.text = ""
    elif not reply.text.strip():
        raise ValidationError({"text": "Skriv, hvad der skal rettes."})
    reply.handled, reply.handled_note = "", ""
    reply.answered_at, reply.answered_by_id = timezone.now(), access.user_id  # type: ignore[attr-defined]
    if noting:
        reply.source_note = f"{NOTED}{how.strip()}"
    elif is_noted(reply):
        reply.source_note = ""
    if first is None:
        saved = guarded.add(access, permission, reply)
    else:
        if reply.pk is None:  # somebody else of the enterprise was first
            reply.pk, reply.created_at, reply._state.adding = first.pk, first.created_at, False
            reply.presence = first.presence
        saved = guarded.change(access, permission, reply, expected_version=expected_version)
    settle(_key(check, saved.presence.enterprise_id))  # type: ignore[attr-defined]
    if not noting:
        _tell_coordinators(saved)
    return saved


def _tell_coordinators(reply: FactCheckReply) -> None:
    name, year = reply.presence.enterprise, reply.fact_check.report.year
    said = "skriver, at noget skal rettes" if reply.verdict == Verdict.WRONG else "skriver, at det er rigtigt"
    for user in coordinators_of(reply.municipality):
        tell(
            user=user,
            kind=KIND,
            subject=f"{name} har svaret på faktatjekket",
            text=f"{name} {said} (årsrapporten {year}).",
            url=reply.get_absolute_url(),
            key=f"{KIND} svar {reply.pk} {reply.version} {user.pk}",
        )


@transaction.atomic
def handle(access: Access, reply: FactCheckReply, *, expected_version: int, links: Any = None) -> FactCheckReply:
    """Says what came of what an enterprise wanted mended, and tells its users. Raises ValidationError, Conflict."""
    demand(access, EDIT, reply)
    if reply.verdict != Verdict.WRONG:
        raise ValidationError("Virksomheden har svaret, at det er rigtigt. Der er ikke noget at behandle.")
    if not reply.handled:
        raise ValidationError({"handled": "Vælg, om det er rettet."})
    if reply.handled == Handled.KEPT and not reply.handled_note.strip():
        raise ValidationError({"handled_note": "Skriv til virksomheden, hvorfor det ikke rettes."})
    saved = guarded.change(access, EDIT, reply, expected_version=expected_version, verb="handled")
    check = FactCheck.objects.select_related("report__municipality").get(pk=saved.fact_check_id)  # type: ignore[attr-defined]
    mended = saved.handled == Handled.MENDED
    said = "har rettet det, I skrev om." if mended else "har ikke rettet det, I skrev om."
    for one in everyone(check, [saved.presence.enterprise_id]):  # type: ignore[attr-defined]
        paragraphs = [f"{check.municipality.full_name} {said}", saved.handled_note.strip()]
        _ask(
            one,
            f"behandlet {saved.version}",
            f"{'Rettet' if mended else 'Ikke rettet'} i årsrapporten {check.report.year}",
            "\n\n".join(part for part in paragraphs if part),
        )
    return saved


@transaction.atomic
def unhandle(access: Access, reply: FactCheckReply, *, expected_version: int) -> FactCheckReply:
    """Takes it back: the answer waits again, and the enterprise may change it. Raises Conflict."""
    reply.handled, reply.handled_note = "", ""
    saved = guarded.change(access, EDIT, reply, expected_version=expected_version, verb="unhandled")
    settle(f"{_key(saved.fact_check, saved.presence.enterprise_id)}behandlet ")  # type: ignore[attr-defined]
    return saved
