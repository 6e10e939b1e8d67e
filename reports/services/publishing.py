"""Publishing: a version is asked for, made by the worker from one look at the database, and frozen whole or not at all.

A version waits, is being made, and is published; or it could not be made, and says why. Whoever makes it holds a claim (the time
it was begun). A maker that was killed leaves nothing but its claim; the next one takes that over, and should the first come
back after all, its result is dropped. Nothing that is published is ever written again, except that it was withdrawn.
"""

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from agreements.services.guarded import refuse_cpr_in
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, Access
from socialportal.accounts.models import Membership, User
from socialportal.accounts.rules import demand
from socialportal.audit.chain import record as log_entry
from socialportal.common.pdf import PdfError
from socialportal.notices.models import Notice
from socialportal.notices.services import tell

from ..document.frozen import PAGE, Composed, File, checksum, composed, files, passages
from ..editions import Edition
from ..figures import Basis, BasisError
from ..models import AnnualReport, PublishedFile, PublishedPassage, PublishedReport
from .ready import blockers

PUBLISH = "reports.publish"
NOTICE = "offentliggoerelse"
# A maker that has said nothing for so long is gone.
GIVEN_UP = dt.timedelta(minutes=15)

_log = logging.getLogger(__name__)
_State = PublishedReport.State
_Kind = PublishedReport.Kind
_IN_THE_MAKING = (_State.WAITING, _State.MAKING)
_ODD = "Noget gik galt, da rapporten blev lavet. Prøv igen, og kontakt driften, hvis det sker igen."


class _Lost(Exception):
    """Somebody else has taken the version over."""


# --- Asking -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def request_publication(access: Access, report: AnnualReport, *, reason: str = "") -> PublishedReport:
    """Asks the worker for the next version. The first needs no reason, a correction does.

    Raises ValidationError with everything that is missing, or when one is in the making already.
    """
    demand(access, PUBLISH, report)
    reason = reason.strip()
    refuse_cpr_in({"reason": reason})
    AnnualReport.objects.select_for_update(of=("self",)).get(pk=report.pk)  # two who ask at once queue here
    versions = PublishedReport.objects.filter(report=report, kind=_Kind.ANNUAL)
    if versions.filter(state__in=_IN_THE_MAKING).exists():
        raise ValidationError("Årsrapporten er allerede ved at blive lavet. Vent, til den er færdig.")
    number = next_number(report)
    if number > 1 and not reason:
        raise ValidationError({"reason": "Skriv, hvorfor rapporten rettes. Det står på den nye udgave."})
    if missing := blockers(report):
        raise ValidationError(missing)
    asked = versions.filter(number=number, state=_State.FAILED).first() or PublishedReport(report=report, number=number)
    asked.municipality, asked.year, asked.kind = report.municipality, report.year, _Kind.ANNUAL
    asked.as_of, asked.title, asked.reason = dt.date(report.year, 12, 31), _title(report), reason
    asked.state, asked.step, asked.done, asked.failure = _State.WAITING, "Venter på at blive lavet", 0, ""
    asked.started_at, asked.requested_at, asked.requested_by_id = None, timezone.now(), access.user_id  # type: ignore[assignment]
    _check(asked)
    asked.save()
    log_entry(access, "requested", asked, reason=reason, municipality_code=report.municipality.code)
    transaction.on_commit(lambda: make_publication.enqueue(asked.pk))
    return asked


def _check(version: PublishedReport) -> None:
    """As a form would, without the columns that nobody fills in. Raises ValidationError."""
    version.clean_fields(exclude=["requested_by", "started_at", "published_at", "withdrawn_at"])
    version.validate_constraints()


def next_number(report: AnnualReport) -> int:
    """The number of the version that comes next: one more than the last that the public has seen."""
    seen = PublishedReport.objects.filter(
        report=report, kind=_Kind.ANNUAL, state__in=PublishedReport.REACHABLE
    ).aggregate(last=Max("number"))
    return (seen["last"] or 0) + 1


def _title(report: AnnualReport) -> str:
    return f"{report.title} {report.year} – {report.municipality.full_name}"


@transaction.atomic
def withdraw(access: Access, publication: PublishedReport, *, reason: str) -> PublishedReport:
    """Takes a version back: its address goes on to say that, and why. Raises ValidationError without a reason, or when it is
    not published (any more).
    """
    demand(access, PUBLISH, publication)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "Skriv, hvorfor rapporten trækkes tilbage. Det står på dens side."})
    refuse_cpr_in({"reason": reason})
    held = PublishedReport.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if held.state != _State.PUBLISHED:
        raise ValidationError("Udgaven er ikke offentliggjort, eller en anden har trukket den tilbage imens.")
    held.state, held.withdrawn_at, held.withdrawn_reason = _State.WITHDRAWN, timezone.now(), reason
    _check(held)
    held.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
    log_entry(access, "withdrawn", held, reason=reason, municipality_code=held.municipality.code)
    return held


@transaction.atomic
def send_to_politicians(access: Access, publication: PublishedReport) -> int:
    """Tells every politician of the municipality, with a mail that leads to the report; nobody twice of one version. How many
    are told now. Raises ValidationError when it is not what holds, or nobody is left to tell.
    """
    demand(access, PUBLISH, publication)
    held = PublishedReport.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=publication.pk)
    if held.state != _State.PUBLISHED:
        raise ValidationError("Kun en udgave, der er offentliggjort, kan sendes.")
    serving = Membership.objects.active_on(timezone.localdate()).filter(  # type: ignore[attr-defined]
        municipality=held.municipality, role=roles.POLITICIAN
    )
    beginning = f"{NOTICE} politiker {held.pk} "
    told = set(Notice.objects.filter(key__startswith=beginning).values_list("user", flat=True))
    waiting = User.objects.filter(pk__in=serving.values("user"), is_active=True).exclude(pk__in=told).order_by("pk")
    receivers = list(waiting)
    if not receivers:
        raise ValidationError(
            "Alle politikere i kommunen har fået den."
            if told
            else "Ingen i kommunen har rollen Politiker. Kommunens administrator inviterer dem under Brugere."
        )
    for user in receivers:
        tell(
            user=user,
            kind=NOTICE,
            subject=f"{held} kan læses nu",
            text=f"{held.municipality.full_name} har offentliggjort {held}. Du kan læse den uden at logge ind.",
            url=reverse("reports:published", args=[held.pk]),
            key=f"{beginning}{user.pk}",
            urgent=True,
        )
    log_entry(access, "mailed", held, municipality_code=held.municipality.code)
    return len(receivers)


# --- Making -----------------------------------------------------------------------------------------------------------


@task()
def make_publication(pk: int, after: str = "") -> None:
    """The worker's part. `after` is the claim of a maker that is gone, to be taken over."""
    make(pk, after=after)


def make(pk: int, *, after: str = "") -> bool:
    """Makes a version that waits, or that a maker who is gone had begun; whether this call published it."""
    claim = _claim(pk, after)
    if claim is None:
        return False
    try:
        found = _look(pk)
        made = files(found, lambda step, done: _tell(pk, claim, step, done))
        return _freeze(pk, claim, made, found)
    except _Lost:
        return False
    except (BasisError, PdfError) as error:
        _fail(pk, claim, str(error))
    except ValidationError as error:
        _fail(pk, claim, " ".join(error.messages))
    except Exception as error:  # what it was must not be told: it may quote the document
        _log.error("publication %s failed: %s", pk, type(error).__name__)
        _fail(pk, claim, _ODD)
    return False


@transaction.atomic
def _claim(pk: int, after: str) -> dt.datetime | None:
    held = PublishedReport.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if held is None:
        return None
    gone = held.state == _State.MAKING and after != "" and held.started_at == dt.datetime.fromisoformat(after)
    if held.state != _State.WAITING and not gone:
        return None
    now = timezone.now()
    held.state, held.started_at, held.step, held.done = _State.MAKING, now, "Gør tallene op", 5
    held.save(update_fields=["state", "started_at", "step", "done"])
    return now


def _look(pk: int) -> Composed:
    """Everything the files need, as it stands at one moment. Raises ValidationError when something blocks by now."""
    with _one_moment():
        report = AnnualReport.objects.select_related("municipality").get(publications=pk)
        if missing := blockers(report):
            raise ValidationError(["Der er ændret noget, siden offentliggørelsen blev bestilt.", *missing])
        return composed(Basis.of(report.municipality, report.year))


@contextmanager
def _one_moment() -> Iterator[None]:
    """All that is read inside is read as of one moment, however much others write meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _own(pk: int, claim: dt.datetime) -> QuerySet[PublishedReport]:
    return PublishedReport.objects.filter(pk=pk, state=_State.MAKING, started_at=claim)


def _tell(pk: int, claim: dt.datetime, step: str, done: int) -> None:
    if not _own(pk, claim).update(step=step, done=done):
        raise _Lost


@transaction.atomic
def _freeze(pk: int, claim: dt.datetime, made: list[File], found: Composed) -> bool:
    """Everything at once, and only while the claim is one's own."""
    held = _own(pk, claim).select_for_update(of=("self",)).select_related("municipality", "requested_by").first()
    if held is None:
        raise _Lost
    PublishedFile.objects.bulk_create(
        PublishedFile(
            publication=held,
            edition=str(file.edition),
            name=file.name,
            label=file.label,
            content_type=file.content_type,
            size=len(file.content),
            sha256=file.sha256,
            content=file.content,
        )
        for file in made
    )
    body = next(file.content for file in made if file.edition is Edition.PUBLIC and file.name == PAGE).decode()
    PublishedPassage.objects.bulk_create(
        PublishedPassage(publication=held, anchor=p.anchor[:120], heading=p.heading[:250], text=p.text, order=order)
        for order, p in enumerate(passages(body), start=1)
    )
    held.state, held.step, held.done, held.published_at = _State.PUBLISHED, "", 100, timezone.now()
    held.title = found.public.title
    held.checksum = checksum((str(file.edition), file.name, file.sha256) for file in made)
    held.save(update_fields=["state", "step", "done", "published_at", "title", "checksum"])
    log_entry(SYSTEM, "published", held, reason=held.reason, municipality_code=held.municipality.code)
    if held.requested_by:
        tell(
            user=held.requested_by,
            kind=NOTICE,
            subject=f"Årsrapporten {held.year} er offentliggjort",
            text=f"{held} er lavet og kan nu læses af alle.",
            url=reverse("reports:publish", args=[held.year]),
            key=f"{NOTICE} {held.pk} {claim.isoformat()}",
        )
    return True


@transaction.atomic
def _fail(pk: int, claim: dt.datetime, why: str) -> None:
    held = _own(pk, claim).select_for_update(of=("self",)).select_related("requested_by").first()
    if held is None:
        return
    held.state, held.step, held.done, held.failure = _State.FAILED, "", 0, why
    held.save(update_fields=["state", "step", "done", "failure"])
    if held.requested_by:
        tell(
            user=held.requested_by,
            kind=NOTICE,
            subject=f"Årsrapporten {held.year} blev ikke offentliggjort",
            text=f"{why} Du kan prøve igen.",
            url=reverse("reports:publish", args=[held.year]),
            key=f"{NOTICE} {held.pk} {claim.isoformat()}",
            urgent=True,
        )


def resume(older_than: dt.timedelta = dt.timedelta()) -> int:
    """Asks again for what waits, and for what a maker who is gone had begun; how many. A worker that starts takes over all that
    is begun; `daily` only what was begun long ago, since a worker may be at the rest.
    """
    begun = PublishedReport.objects.filter(state=_State.MAKING, started_at__lte=timezone.now() - older_than)
    asked = [(pk, "") for pk in PublishedReport.objects.filter(state=_State.WAITING).values_list("pk", flat=True)]
    asked += [(pk, claim.isoformat()) for pk, claim in begun.values_list("pk", "started_at") if claim]
    for pk, after in asked:
        make_publication.enqueue(pk, after)
    return len(asked)


def daily(day: dt.date) -> int:
    """The same once a day."""
    return resume(GIVEN_UP)
