"""Removing an enterprise with all that is its own, and bringing all of it back."""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Value

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand, may
from socialportal.audit import bookkeeping
from socialportal.common import danish
from socialportal.common.records import Record

from ..models import (
    Award,
    BoardPost,
    BoardReply,
    ContactPerson,
    Contribution,
    CriterionAnswer,
    CvrNumber,
    DeclaredGrant,
    Donor,
    Enterprise,
    EnterpriseDocument,
    EnterpriseMembership,
    EnterpriseName,
    Grant,
    GrantApplication,
    MeetingInvitation,
    Picture,
    Presence,
    Product,
    RsvCheck,
    RsvPeriod,
    RsvReport,
    TaskInterest,
    ThemeWish,
)
from . import guarded

REMOVE = "enterprises.remove_enterprise"
# What is an enterprise's own: it goes into the trash with it, and comes back with it. The path leads to the enterprise.
OWN: list[tuple[type[Record], str]] = [
    (Presence, "enterprise"),
    (RsvPeriod, "enterprise"),
    (EnterpriseName, "enterprise"),
    (CvrNumber, "enterprise"),
    (EnterpriseMembership, "enterprise"),
    (Product, "enterprise"),
    (Picture, "enterprise"),
    (Award, "enterprise"),
    (ContactPerson, "enterprise"),
    (RsvCheck, "enterprise"),
    (CriterionAnswer, "enterprise"),
    (RsvReport, "enterprise"),
    (EnterpriseDocument, "enterprise"),
    (Contribution, "presence__enterprise"),
    (DeclaredGrant, "contribution__presence__enterprise"),
    (Grant, "presence__enterprise"),
    (Donor, "grant__presence__enterprise"),
    (GrantApplication, "presence__enterprise"),
    (MeetingInvitation, "presence__enterprise"),
    (ThemeWish, "presence__enterprise"),
    (BoardPost, "presence__enterprise"),
    (BoardReply, "presence__enterprise"),
    (TaskInterest, "presence__enterprise"),
]
# One and many of what people miss; donors and other names go without saying.
COUNTED: list[tuple[type[Record], str, str]] = [
    (Presence, "periode som aktiv i kommunen", "perioder som aktiv i kommunen"),
    (RsvPeriod, "status på vejen til registrering", "statusser på vejen til registrering"),
    (CvrNumber, "CVR-nummer", "CVR-numre"),
    (Contribution, "bidrag til årsrapporten", "bidrag til årsrapporten"),
    (Grant, "bevilling fra puljer og fonde", "bevillinger fra puljer og fonde"),
    (EnterpriseMembership, "bruger, som mister adgangen", "brugere, som mister adgangen"),
]
_PATHS = dict(OWN)
# Where a model's own name does not say what is counted. Users lose nothing by what `used_by` is asked for.
_SAID = {model: (one, many) for model, one, many in COUNTED if model is not EnterpriseMembership}


def _rows_of(
    wanted: Iterable[tuple[type[Record], dict[str, Any]]], *, deleted: bool = False
) -> dict[type[Record], set[int]]:
    """The ids of the rows of several models, each with its conditions, in one query; the live ones, or all."""
    asked = list(wanted)
    if not asked:
        return {}
    queries = []
    for number, (model, conditions) in enumerate(asked):
        rows: Any = model.with_deleted if deleted else model.objects  # type: ignore[attr-defined]
        queries.append(rows.filter(**conditions).order_by().annotate(asked=Value(number)).values_list("asked", "pk"))
    found: dict[type[Record], set[int]] = {}
    for number, pk in queries[0].union(*queries[1:], all=True):
        found.setdefault(asked[number][0], set()).add(pk)
    return found


def own_records(enterprise: Enterprise, places: Collection[int]) -> list[models.Model]:
    """All that is its own, what was deleted too, as bare records that know their id: for whoever asks about them by id. What is
    its own in a municipality (notes, looks, contributions, grants) only for these municipalities, by id.
    """
    asked: list[tuple[type[Record], dict[str, Any]]] = []
    for model, path in OWN:
        here: dict[str, Any] = {}
        if model is Presence or path.endswith("presence__enterprise"):
            here = {f"{path.removesuffix('enterprise')}municipality__in": places}
        elif model is RsvCheck:
            here = {"municipality__in": places}
        asked.append((model, {path: enterprise, **here}))
    found = _rows_of(asked, deleted=True)
    kinds: dict[Any, set[int]] = dict(found)
    return [model(pk=pk) for model, pks in kinds.items() for pk in pks]


def losses(enterprise: Enterprise) -> list[str]:
    """What goes with an enterprise, counted in words."""
    found = _rows_of((model, {_PATHS[model]: enterprise}) for model, _, _ in COUNTED)
    return [danish.count(len(found[model]), one, many) for model, one, many in COUNTED if model in found]


def used_by(records: Iterable[models.Model], *, besides: Collection[type[models.Model]] = ()) -> list[str]:
    """What else, on whatever floor, refers to the records: `2 CSR-samarbejder`. Asks the models, so nothing looks up."""
    wanted = []
    for record in records:
        for relation in record._meta.get_fields(include_hidden=True):
            if not isinstance(relation, models.ManyToOneRel):
                continue
            model = relation.related_model
            if model in besides or not issubclass(model, Record):
                continue
            wanted.append((model, {relation.field.name: record.pk}))
    found: dict[Any, set[int]] = dict(_rows_of(wanted))
    return [
        danish.count(len(pks), *_SAID.get(model, (str(model._meta.verbose_name), str(model._meta.verbose_name_plural))))
        for model, pks in found.items()
    ]


def refuse_while_used(records: Iterable[models.Model], *, instead: str) -> None:
    """Raises ValidationError that counts what hangs on the records, and says what to do `instead`."""
    if users := used_by(records):
        raise ValidationError(f"Det kan ikke slettes, for det bruges af {danish.listing(users)}. {instead}")


def refusal(access: Access, enterprise: Enterprise) -> str:
    """Why the enterprise cannot be removed, and what to do instead; nothing when it can."""
    presences = list(Presence.objects.filter(enterprise=enterprise))
    if not all(may(access, REMOVE, presence) for presence in presences):
        return (
            "Virksomheden er også noteret i en anden kommune og kan ikke slettes herfra. Afslut den hos jer i stedet."
        )
    if users := used_by([enterprise, *presences], besides=_PATHS):
        return (
            f"{enterprise} bruges af {danish.listing(users)}. "
            "Afslut virksomheden i stedet: så bliver alt stående, som det var."
        )
    return ""


@transaction.atomic
def remove_enterprise(access: Access, enterprise: Enterprise, *, expected_version: int, reason: str = "") -> None:
    """Puts the enterprise and all that is its own in the trash, at one moment.

    Raises ValidationError while agreements, jobs or collaborations hang on it, or when it is active in another
    municipality: then its time here is ended instead.
    """
    demand(access, REMOVE, enterprise)
    guarded.lock(enterprise)
    if why := refusal(access, enterprise):
        raise ValidationError(why)
    bookkeeping.remove(access, enterprise, expected_version=expected_version, reason=reason)
    moment = Enterprise.with_deleted.values_list("deleted_at", flat=True).get(pk=enterprise.pk)
    for model, path in OWN:
        model.objects.filter(**{path: enterprise}).update(deleted_at=moment)  # type: ignore[attr-defined]


@transaction.atomic
def restore_enterprise(access: Access, enterprise: Enterprise) -> Enterprise:
    """Brings the enterprise back with what went with it; what was deleted before it stays in the trash.

    Raises ValidationError after 30 days, when another enterprise has taken its CVR number, or when it was merged into one.
    """
    current = guarded.lock(enterprise)
    if current.merged_into:
        raise ValidationError(f"{current} er lagt sammen med {current.merged_into}, hvor alt nu står.")
    moment = current.deleted_at
    presences = Presence.with_deleted.filter(enterprise=enterprise, deleted_at=moment)
    if not any(may(access, REMOVE, presence) for presence in presences):
        raise PermissionDenied
    for number in CvrNumber.with_deleted.filter(enterprise=enterprise, deleted_at=moment):
        if CvrNumber.objects.filter(number=number.number).exists():
            raise ValidationError(
                f"CVR-nummer {number} er i mellemtiden registreret på en anden virksomhed, så de ikke kan stå der begge to."
            )
    restored = bookkeeping.restore(access, current)
    for model, path in OWN:
        model.with_deleted.filter(**{path: enterprise}, deleted_at=moment).update(deleted_at=None)
    return restored
