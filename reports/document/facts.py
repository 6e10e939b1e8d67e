"""What the records have to tell of a point, as sentences that a writer may take in: figures as placeholders, never persons."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from agreements.models import Participation
from agreements.queries.records import collaborations_begun
from enterprises.models import Activity
from enterprises.queries import grants_received, living, meetings_held
from socialportal.common import danish
from socialportal.common.periods import Period

from ..editions import Edition, Printed
from ..placeholders import keys, plain

_MOST = 40  # sentences of one kind: more is a list, and the report has it already


@dataclass(frozen=True)
class Fact:
    """A sentence, its name in the form, and how it reads now in the working copy."""

    key: str
    text: str
    read: str


@dataclass(frozen=True)
class _Year:
    """What the sentences are made from."""

    place: Any
    period: Period
    agreements: tuple[int, ...]


def facts_of(editions: dict[Edition, Printed], fact_blocks: Iterable[str]) -> list[Fact]:
    """The sentences of the point's kinds of facts, then those of any point; a figure that the report does not have is left
    out, and one that the public edition does not print gets words to stand for it. As many queries as kinds.
    """
    internal, public = editions[Edition.INTERNAL], editions[Edition.PUBLIC]
    counted = internal.counted
    year = _Year(counted.basis.municipality, counted.basis.period, tuple(one.number for one in counted.agreements))
    references = {f"aftale:{number}": f"aftale {number}" for number in year.agreements}
    inside = internal.lookup(references)
    made = []
    for kind in [*fact_blocks, *_ANY]:
        for place, sentence in enumerate(_KINDS[kind](year) if kind in _KINDS else (), start=1):
            named = keys(sentence) - set(references)
            if not named <= set(inside.values) or any(_is_unknown(inside.values[key]) for key in named):
                continue
            text = _with_words(sentence, public.withheld).replace("\u00a0", " ")  # as people type it
            made.append(Fact(f"{kind}-{place}", text, plain(text, inside)))
    return made


def _is_unknown(value: Any) -> bool:
    return not isinstance(value, str) and not value.value  # nothing to tell of none either


def _with_words(sentence: str, withheld: Iterable[str]) -> str:
    for key in withheld:
        for ending in ("|Ord", "|ord", "|pct", ""):
            words = '"Nogle"' if ending == "|Ord" else '"nogle"'
            sentence = sentence.replace(f"{{{{ {key}{ending} }}}}", f"{{{{ {key}{ending}|ellers:{words} }}}}")
    return sentence


def _shown(name: str) -> str:
    """A name is words: braces in it name nothing."""
    return name.replace("{{", "{ {").replace("}}", "} }")


def _begun(row: Any) -> str:
    return row.since_text or f"den {danish.date(row.valid_from)}"


# --- Kinds ------------------------------------------------------------------------------------------------------------
def _collaborations(year: _Year) -> Iterator[str]:
    yield "{{ collaborations_new|Ord }} nye samarbejder er begyndt i {{ year }}."
    rows = collaborations_begun(year.place, year.period)
    for row in rows.select_related("presence__enterprise", "partner").order_by("valid_from", "pk")[:_MOST]:
        partner = row.partner.name if row.partner else row.partner_name
        yield f"{_shown(row.presence.enterprise.name)} og {_shown(partner)} begyndte at arbejde sammen {_begun(row)}."


def _grants(year: _Year) -> Iterator[str]:
    yield "Virksomhederne har tilsammen modtaget {{ grants_total_dkk|kr }} i {{ year }}."
    rows: Any = grants_received(year.place, year.period)
    for row in rows.select_related("presence__enterprise").order_by("presence__enterprise__name", "pk")[:_MOST]:
        purpose = f" til {_shown(_small(row.purpose))}" if row.purpose else ""
        yield f"{_shown(row.presence.enterprise.name)} har fået midler{purpose}."


def _small(text: str) -> str:
    return text.strip().rstrip(".")


def _agreements(year: _Year) -> Iterator[str]:
    for number in year.agreements:
        yield f"Under {{{{ aftale:{number} }}}} er {{{{ agreement.{number}.ended }}}} forløb afsluttet."
        yield f"{{{{ agreement.{number}.running|Ord }}}} forløb under {{{{ aftale:{number} }}}} er i gang."


def _placements(year: _Year) -> Iterator[str]:
    yield "{{ placements_via_municipality|Ord }} er kommet i job gennem kommunen i {{ year }}."
    yield "Virksomhederne har selv ansat {{ placements_other_channels|ord }}."


def _participants(year: _Year) -> Iterator[str]:
    rows: Any = Participation.objects.filter(
        living(year.place), initiative__participants_counted=True, initiative__deleted_at=None
    )
    taking_part: dict[str, list[str]] = {}
    for row in (
        rows.overlapping(year.period)
        .select_related("initiative", "presence__enterprise")
        .order_by("initiative__name", "presence__enterprise__name")[:_MOST]
    ):
        taking_part.setdefault(row.initiative.name, []).append(row.presence.enterprise.name)
    for initiative, names in taking_part.items():
        yield f"{_shown(danish.listing(dict.fromkeys(names)))} er med i {_shown(initiative)}."


def _starts(year: _Year) -> Iterator[str]:
    rows = Participation.objects.filter(
        living(year.place),
        initiative__deleted_at=None,
        initiative__starts_counted=True,
        valid_from__gte=year.period.first,
        valid_from__lte=year.period.last,
    )
    for row in rows.select_related("initiative", "presence__enterprise").order_by("valid_from", "pk")[:_MOST]:
        yield f"{_shown(row.presence.enterprise.name)} begyndte i {_shown(row.initiative.name)} {_begun(row)}."


def _progression(year: _Year) -> Iterator[str]:
    yield "{{ progression_rose_pct|pct }} af jobbene har flere timer end ved start."


def _meetings(year: _Year) -> Iterator[str]:
    yield "Netværket mødtes {{ network_meetings|ord }} gange i {{ year }}."
    rows: Any = meetings_held(year.place, year.period)
    for row in rows.exclude(theme="").order_by("held_on", "pk")[:_MOST]:
        yield f"Den {danish.date(row.held_on)} mødtes netværket om {_shown(_small(row.theme))}."


def _visits(year: _Year) -> Iterator[str]:
    rows = Activity.objects.filter(
        municipality=year.place, kind=Activity.Kind.VISIT, on__gte=year.period.first, on__lte=year.period.last
    )
    for row in rows.prefetch_related("enterprises").order_by("on", "pk")[:_MOST]:
        if names := [enterprise.name for enterprise in row.enterprises.all()]:
            yield f"Kommunen besøgte {_shown(danish.listing(names))} den {danish.date(row.on)}."


_KINDS: dict[str, Callable[[_Year], Iterator[str]]] = {
    "collaborations": _collaborations,
    "grants": _grants,
    "agreements": _agreements,
    "placements": _placements,
    "initiative_participants": _participants,
    "inhouse": _starts,
    "progression": _progression,
    "meetings": _meetings,
    "visits": _visits,
}
_ANY = ("meetings", "visits")
