"""Two enterprises become one: one is kept with all that both had, the other goes to the trash and points to it.

What refers to an enterprise is asked of the models, on whatever floor, so that nothing is forgotten. Where both have what
there can only be one of, the kept one's stands and the other's lies in the trash, moved, too.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.models import Invitation
from socialportal.accounts.rules import demand, may
from socialportal.audit import bookkeeping
from socialportal.common import danish
from socialportal.common.records import Record

from ..likeness import joined, together
from ..models import Contribution, Enterprise, EnterpriseName, NotDuplicate, Presence, Publication, RsvPeriod
from ..terms import overlap
from . import guarded, publication
from .duplicates import MERGE
from .people import scope_of
from .removal import used_by

# Said of the one that goes, and of no use to the other.
STAYS: Collection[type[models.Model]] = (Publication, NotDuplicate)
# The fields of which one is chosen; what both have several of is put together.
CHOSEN = (
    "name",
    "summary",
    "social_purpose",
    "legal_form",
    "locality",
    "address",
    "website",
    "email",
    "phone",
    "founded_year",
    "year_ends_month",
)
Printed = Mapping[tuple[int, int], int]


def relations(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Every table and column that refers to the model's rows, tables of links too, without what `STAYS`."""
    return [
        (relation.related_model, relation.field.name)
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and relation.related_model not in STAYS
    ]


def moving(gone: Enterprise) -> list[str]:
    """What will move, counted in words."""
    return used_by([gone, *Presence.objects.filter(enterprise=gone)], besides=STAYS)


def same_year(kept: Enterprise, gone: Enterprise) -> list[tuple[Contribution, Contribution]]:
    """The contributions of both for the same year and municipality, of which one is chosen to be printed."""
    theirs: dict[tuple[int, int], Contribution] = {}
    rows = Contribution.objects.select_related("presence__municipality", "presence__enterprise").order_by("year", "pk")
    for one in rows.filter(presence__enterprise=gone):
        theirs[one.presence.municipality_id, one.year] = one  # type: ignore[attr-defined]
    return [
        (one, theirs[one.presence.municipality_id, one.year])  # type: ignore[attr-defined]
        for one in rows.filter(presence__enterprise=kept)
        if (one.presence.municipality_id, one.year) in theirs  # type: ignore[attr-defined]
    ]


def may_choose(access: Access, contribution: Contribution) -> bool:
    """Whether one says which of two contributions for a year is printed: in a municipality where one arranges them."""
    return may(access, "enterprises.arrange_contributions", contribution)


def clashing_rsv(kept: Enterprise, gone: Enterprise) -> tuple[list[RsvPeriod], list[RsvPeriod]]:
    """The states of each on the way to registration that hold on the same days, and so cannot both stand."""
    ours, theirs = (list(RsvPeriod.objects.filter(enterprise=one, cvr_number=None)) for one in (kept, gone))
    return (
        [one for one in ours if any(overlap(one, other) for other in theirs)],
        [other for other in theirs if any(overlap(one, other) for one in ours)],
    )


@transaction.atomic
def merge(
    access: Access,
    kept: Enterprise,
    gone: Enterprise,
    *,
    expected_version: int,
    gone_version: int,
    take: Collection[str] = (),
    printed: Printed | None = None,
    rsv: str = "",
    reason: str = "",
) -> Enterprise:
    """Puts `gone` into `kept`. `take` names the fields whose value comes from `gone`; `printed` says for municipality and
    year which contribution stands where both have one; `rsv` whose states stand ("kept" or "gone") where they clash.

    Raises Conflict when one of them was changed since it was read, ValidationError while a choice is missing, or when both
    have something there can only be one of and that cannot lie in the trash.
    """
    demand(access, MERGE, kept)
    demand(access, MERGE, gone)
    if kept.pk == gone.pk:
        raise ValidationError("Det er den samme virksomhed.")
    kept, gone = _locked(kept, gone, expected_version, gone_version)
    guarded.refuse_cpr(gone, reason)
    followed = moving(gone)
    because = f"Lagt sammen: {gone} ind under {kept}."
    _settle_contributions(access, kept, gone, printed or {}, because)
    _settle_rsv(access, kept, gone, rsv, because)
    _join_presences(access, kept, gone, because)
    for model, column in relations(Enterprise):
        if model is not Presence:
            _move(model, column, gone.pk, kept.pk)
    _move(Presence, "enterprise", gone.pk, kept.pk, deleted=True)
    names = {gone.name, kept.name}
    for name in CHOSEN:
        if name in take:
            setattr(kept, name, getattr(gone, name))
    kept.source_note = "\n".join(dict.fromkeys(filter(None, [kept.source_note, gone.source_note])))
    guarded.refuse_cpr(kept)
    told = f"Fra {gone} fulgte {danish.listing(followed)}." if followed else f"Fra {gone} fulgte ikke andet end navnet."
    bookkeeping.change(
        access,
        kept,
        expected_version=expected_version,
        verb="absorbed",
        reason=" ".join(filter(None, [reason, told])),
        parts={"lagt sammen": ["", gone.name]},
    )
    _keep_names(access, kept, names)
    gone.merged_into = kept
    bookkeeping.change(access, gone, expected_version=gone_version, verb="merged", reason=reason)
    bookkeeping.remove(access, gone, expected_version=gone.version, reason=because)
    kept = Enterprise.objects.get(pk=kept.pk)
    if Publication.objects.filter(enterprise=gone, waiting_since__isnull=False).exists():
        # What waited for an approval has come along, and waits still: merging is not looking through a page.
        Publication.objects.filter(enterprise=kept, waiting_since=None).update(waiting_since=timezone.now())
    publication.refresh(access, kept)
    _move_invitations(kept, gone)
    return kept


def _move_invitations(kept: Enterprise, gone: Enterprise) -> None:
    """Who has been invited to the one that went comes to the one that stayed, unless invited there, too."""
    waiting: Any = Invitation.objects
    there = set(waiting.waiting().filter(scope=scope_of(kept)).values_list("email", "role"))
    for one in waiting.waiting().filter(scope=scope_of(gone)):
        if (one.email, one.role) not in there:
            Invitation.objects.filter(pk=one.pk).update(scope=scope_of(kept))


def _locked(kept: Enterprise, gone: Enterprise, expected: int, gone_expected: int) -> tuple[Enterprise, Enterprise]:
    """Both as they are now, held until the transaction ends, always the older first so that two never wait for each other."""
    held = {pk: Enterprise.with_deleted.select_for_update().get(pk=pk) for pk in sorted((kept.pk, gone.pk))}
    for pk, version in ((kept.pk, expected), (gone.pk, gone_expected)):
        if held[pk].version != version or held[pk].deleted_at:
            raise bookkeeping.conflict_of(held[pk], version)
    return held[kept.pk], held[gone.pk]


# --- What there can only be one of ------------------------------------------------------------------------------------
def _settle_contributions(access: Access, kept: Enterprise, gone: Enterprise, printed: Printed, because: str) -> None:
    for one, other in same_year(kept, gone):
        place = one.presence.municipality
        if not may_choose(access, one):
            raise ValidationError(
                f"Begge har et bidrag for {one.year} i {place}, og det er dér, der vælges mellem dem. "
                "Bed koordinatoren om at slette det ene, og læg så virksomhederne sammen."
            )
        chosen = printed.get((place.pk, one.year))
        if chosen not in (one.pk, other.pk):
            raise ValidationError(f"Begge har et bidrag for {one.year}. Vælg, hvilket der skal trykkes.")
        loser = other if chosen == one.pk else one
        bookkeeping.remove(access, loser, expected_version=loser.version, reason=because)


def _settle_rsv(access: Access, kept: Enterprise, gone: Enterprise, rsv: str, because: str) -> None:
    ours, theirs = clashing_rsv(kept, gone)
    if ours and rsv not in ("kept", "gone"):
        raise ValidationError("Vælg, hvis vej til registrering der gælder: de to passer ikke sammen.")
    for loser in ours if rsv == "gone" else theirs:
        bookkeeping.remove(access, loser, expected_version=loser.version, reason=because)


def _join_presences(access: Access, kept: Enterprise, gone: Enterprise, because: str) -> None:
    """Times in the same municipality that share days become one: the earliest start, the latest end."""
    rows: Any = Presence.objects.filter(enterprise__in=[kept, gone]).select_related("enterprise", "municipality")
    everywhere = list(rows.order_by("pk"))
    for place in {one.municipality_id for one in everywhere}:
        for group in together([one for one in everywhere if one.municipality_id == place]):
            if any(one.enterprise_id == gone.pk for one in group):
                _join(access, kept, group, because)


def _join(access: Access, kept: Enterprise, group: list[Any], because: str) -> None:
    group = sorted(group, key=lambda p: (p.enterprise_id != kept.pk, p.valid_to is not None, -p.pk))
    survivor, others = group[0], group[1:]
    first, last = joined(group)
    for other in others:
        survivor.note = "\n\n".join(dict.fromkeys(filter(None, [survivor.note, other.note])))
        survivor.source_note = "\n".join(dict.fromkeys(filter(None, [survivor.source_note, other.source_note])))
        survivor.leaves = survivor.leaves or other.leaves
        survivor.caretaker_id = survivor.caretaker_id or other.caretaker_id
        survivor.housing_area_id = survivor.housing_area_id or other.housing_area_id
        for model, column in relations(Presence):
            _move(model, column, other.pk, survivor.pk)
        bookkeeping.remove(access, other, expected_version=other.version, reason=because)
    survivor.valid_from, survivor.since_text, survivor.valid_to = first.valid_from, first.since_text, last.valid_to
    if survivor.valid_to is None:
        survivor.leaves = ""
    survivor.enterprise = kept
    bookkeeping.change(access, survivor, expected_version=survivor.version, reason=because)


def _keep_names(access: Access, kept: Enterprise, names: set[str]) -> None:
    """The names that are no longer the name can still be found by, as other ways of writing it."""
    known = set(EnterpriseName.objects.filter(enterprise=kept).values_list("name", flat=True)) | {kept.name}
    for name in sorted(names - known):
        bookkeeping.add(access, EnterpriseName(enterprise=kept, name=name))


# --- Everything else --------------------------------------------------------------------------------------------------
def _move(model: Any, column: str, old: int, new: int, *, deleted: bool = False) -> None:
    """Rows that refer to the one refer to the other, those in the trash too; all at once where they can be.

    With `deleted` only those in the trash.
    """
    rows = model._base_manager.filter(**{column: old})
    if deleted:
        rows = rows.filter(deleted_at__isnull=False)
    if _goes(rows, **{column: new}):
        return
    for row in rows:
        one = model._base_manager.filter(pk=row.pk)
        if _goes(one, **{column: new}):
            continue
        if model._meta.auto_created:
            one.delete()  # a link that is there already
        elif issubclass(model, Record) and not used_by([row]):
            one.update(**{column: new, "deleted_at": timezone.now()})
        else:
            raise ValidationError(
                f"Begge har {model._meta.verbose_name} ”{row}”, og der kan kun være én. "
                "Ret eller slet den ene, og læg så virksomhederne sammen."
            )


def _goes(rows: models.QuerySet, **values: Any) -> bool:
    """Whether the rows could be changed so, which a rule of the table may forbid."""
    try:
        with transaction.atomic():
            rows.update(**values)
    except IntegrityError:
        return False
    return True
