"""Who writes which of the report's texts, by when, and how far each is: distributed, told, approved, reminded of."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agreements.services import guarded
from enterprises.services.receivers import coordinators_of
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import Membership, Municipality, User
from socialportal.accounts.rules import demand, may
from socialportal.audit.bookkeeping import conflict_of
from socialportal.common import danish
from socialportal.notices.services.telling import tell, withdraw

from .. import text_states as states
from ..models import PointReport, Recommendation, Section
from .point import recommendation_of

EDIT, WRITE = "reports.edit_report", "reports.write_text"
KIND = "aarsrapport-tekster"
KIND_NAME = "Tekster til årsrapporten: når man skal skrive, når de er klar eller sendt tilbage, og når dagen er nær"
Text = Section | PointReport | Recommendation
T = TypeVar("T", Section, PointReport, Recommendation)
KEEP = object()  # "as it is"


def writers_of(place: Municipality, day: dt.date | None = None) -> list[User]:
    """Those who may be given a text: the municipality's coordinators and consultants, by name."""
    held = Membership.objects.active_on(day or timezone.localdate()).filter(
        municipality=place, role__in=(roles.COORDINATOR, roles.CONSULTANT)
    )
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name", "pk"))


def words_of(text: Text) -> int:
    """How long it is; a point with what is recommended on it, since they are written on one page."""
    if isinstance(text, Section):
        return states.words_in(text.text)
    if isinstance(text, Recommendation):
        return states.words_in(text.background, text.text)
    advice = recommendation_of(text.report, text.point)
    return states.words_in(text.introduction, text.happened, advice.text if advice else "")


# --- Distributing -----------------------------------------------------------------------------------------------------
@transaction.atomic
def distribute(
    access: Access,
    texts: Sequence[tuple[Text, int]],
    *,
    writer: Any = KEEP,
    due_on: Any = KEEP,
) -> int:
    """Gives the texts, each with the version that was seen, to a writer and a day, or leaves what is KEEP; how many are
    different now. All or none. The writer is told once of them all.

    Raises ValidationError for somebody who does not write here, Conflict when one of them was changed meanwhile.
    """
    given: defaultdict[User, list[Text]] = defaultdict(list)
    changed = 0
    for text, version in texts:
        demand(access, EDIT, text)
        if isinstance(writer, User) and writer not in writers_of(text.municipality):
            raise ValidationError({"writer": "Vælg en af kommunens socialøkonomiske eller beskæftigelseskonsulenter."})
        before = guarded.as_stored(text)
        if writer is not KEEP:
            text.writer = writer  # type: ignore[assignment]
        if due_on is not KEEP:
            text.due_on = due_on  # type: ignore[assignment]
        saved = guarded.change(access, EDIT, text, expected_version=version, verb="assigned")
        if saved.version == version:
            continue
        changed += 1
        withdraw(_reminder_key(before))
        if saved.writer and saved.writer.pk != access.user_id:
            given[saved.writer].append(saved)
    for user, theirs in given.items():
        _tell_given(user, theirs)
    return changed


def _tell_given(user: User, texts: Sequence[Text]) -> None:
    report = texts[0].report
    lines = [f"– {text}{f', senest {danish.date(text.due_on)}' if text.due_on else ''}" for text in texts]
    many = danish.count(len(texts), "tekst", "tekster")
    tell(
        user=user,
        kind=KIND,
        subject=f"Du skal skrive {many} til årsrapporten {report.year}",
        text="\n".join([f"Du skal skrive til årsrapporten {report.year}:", *lines]),
        url=f"{reverse('reports:plan', args=[report.year])}?mine=1",
        key="tekst givet " + " ".join(f"{name_of(text)}.{text.version}" for text in texts) + f" {user.pk}",
    )


def name_of(text: Text) -> str:
    """`section-12`: what a form calls it, and the keys of notices."""
    return f"{_NAMES[type(text)]}-{text.pk}"


_NAMES: dict[type, str] = {Section: "section", PointReport: "point", Recommendation: "recommendation"}
MODELS: dict[str, type[Text]] = {name: model for model, name in _NAMES.items()}


# --- States -----------------------------------------------------------------------------------------------------------
_VERBS = {states.READY: "ready", states.APPROVED: "approved", states.DRAFT: "reopened"}


@transaction.atomic
def set_state(access: Access, text: T, *, to: str, expected_version: int, comment: str = "") -> T:
    """Reports a text as ready, approves it, or sends it back with a comment; the other side is told.

    Raises ValidationError when that cannot be done now, Conflict when somebody saved it meanwhile.
    """
    demand(access, WRITE, text)
    current = type(text).with_deleted.select_for_update().get(pk=text.pk)
    if current.version != expected_version or current.deleted_at:
        raise conflict_of(current, expected_version)
    coordinates = may(access, EDIT, text)
    own = current.writer_id in (None, access.user_id)  # type: ignore[attr-defined]
    if why := states.refusal(
        current.state, to, words=words_of(text), coordinates=coordinates, own=own, comment=comment
    ):
        raise ValidationError({"comment": why} if to == states.DRAFT and not comment else why)
    text.state = to
    saved = guarded.change(
        access, WRITE, text, expected_version=expected_version, verb=_VERBS[to], reason=comment.strip()
    )
    _tell_state(access, saved, comment.strip())
    return saved


def _tell_state(access: Access, text: Text, comment: str) -> None:
    year, key = text.report.year, f"tekst {text.state} {name_of(text)}.{text.version}"
    if text.state == states.READY:
        for user in coordinators_of(text.municipality):
            if user.pk != access.user_id:
                tell(
                    user=user,
                    kind=KIND,
                    subject=f"Klar til årsrapporten {year}: {text}",
                    text=f"Teksten ”{text}” er meldt klar. Læs den, og godkend den eller send den tilbage.",
                    url=text.get_absolute_url(),
                    key=f"{key} {user.pk}",
                )
    elif text.writer and text.writer.pk != access.user_id and text.state == states.DRAFT:
        tell(
            user=text.writer,
            kind=KIND,
            subject=f"Sendt tilbage, årsrapporten {year}: {text}",
            text=f"Teksten ”{text}” er sendt tilbage til dig.\n\n{comment}",
            url=text.get_absolute_url(),
            key=f"{key} {text.writer.pk}",
        )


# --- What time brings -------------------------------------------------------------------------------------------------
def _reminder_key(text: Text) -> str:
    return f"tekst snart {name_of(text)} {text.due_on} {text.writer_id}"  # type: ignore[union-attr]


def remind_writers(day: dt.date) -> int:
    """Tells those who have not reported a text ready, once, when its day comes near; how many such texts there are."""
    told = 0
    near = day + states.REMIND_AHEAD
    for model in MODELS.values():
        waiting = model.objects.filter(  # type: ignore[attr-defined]
            due_on__lte=near, state=states.DRAFT, writer__is_active=True, report__deleted_at=None
        )
        writers: dict[int, set[int]] = {}
        for text in waiting.select_related("writer", "report__municipality").order_by("pk"):
            place = text.report.municipality
            if place.pk not in writers:
                writers[place.pk] = {user.pk for user in writers_of(place, day)}
            if text.writer_id in writers[place.pk]:
                _remind(text, day)
                told += 1
    return told


@transaction.atomic
def _remind(text: Text, day: dt.date) -> None:
    due = text.due_on
    if due is None:
        return
    when = f"skulle være skrevet {danish.date(due)}" if due < day else f"skal være skrevet senest {danish.date(due)}"
    tell(
        user=text.writer,
        kind=KIND,
        subject=f"Årsrapporten {text.report.year}: {text}",
        text=f"Teksten ”{text}” {when}. Meld den klar, når den er færdig.",
        url=text.get_absolute_url(),
        key=_reminder_key(text),
    )
