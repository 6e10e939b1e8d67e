"""Chapters 2–5: the enterprises' portraits, registration, network, stories."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from socialportal.common import danish
from socialportal.common.collation import sort_key
from socialportal.common.typography import typeset

from .material import Material
from .phrases import fig, full_stop, quoted, times
from .rows import EnterpriseRow

_KINDS = {
    "social_enterprise": "Socialøkonomisk virksomhed",
    "initiative": "Socialøkonomisk initiativ",
    "csr_partner": "CSR-partner",
}
_MOST_IN_PROSE = 3
_LONGEST_IN_PROSE = 260  # letters


@dataclass(frozen=True)
class Portrait:
    """An enterprise in its own words, and what comes next."""

    anchor: str
    name: str
    aside: str
    presentation: SafeString
    leaves: SafeString | str
    plans: tuple[SafeString, ...]
    plans_as_list: bool
    target_line: SafeString | str
    initiatives: str


@dataclass(frozen=True)
class Enterprises:
    """Chapter 2. `others` are those there is nothing to tell of, named in a sentence."""

    lead: SafeString
    portraits: tuple[Portrait, ...]
    others: str


@dataclass(frozen=True)
class Registration:
    """Chapter 3: names of those registered in the year, and of those on their way."""

    text: SafeString
    registered: tuple[str, ...]
    on_the_way: tuple[str, ...]
    note: SafeString


@dataclass(frozen=True)
class Network:
    """Chapter 4: what was held (day, theme), and what is planned."""

    text: SafeString
    meetings: tuple[tuple[str, str], ...]
    planned: str
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """One of the year's stories."""

    anchor: str
    title: str
    aside: str
    text: SafeString


@dataclass(frozen=True)
class Stories:
    """Chapter 5."""

    title: str
    lead: SafeString
    stories: tuple[Story, ...]


# --- 2 ----------------------------------------------------------------------------------------------------------------


def enterprises(material: Material) -> Enterprises:
    """In the coordinator's order."""
    portraits = [_portrait(material, row) for row in material.listed]
    shown = tuple(p for p in portraits if p.presentation or p.leaves or p.plans or p.target_line)
    silent = [p.name for p in portraits if p not in shown]
    others = ""
    if silent:
        others = f"{'Desuden har' if shown else 'I året har'} {danish.listing(silent)} været aktive i kommunen."
        if len(silent) == 1:
            others = others.replace("været aktive", "været aktiv")
    return Enterprises(material.section("enterprises_lead"), shown, typeset(others))


def _portrait(material: Material, row: EnterpriseRow) -> Portrait:
    sent = next(
        (r for r in material.rows.enterprise if r.enterprise_id == row.enterprise_id and r.contribution_id), row
    )
    plans = [line.strip().rstrip(".") for line in (sent.plans or "").splitlines() if line.strip()]
    as_list = len(plans) > _MOST_IN_PROSE or (sum(map(len, plans)) > _LONGEST_IN_PROSE and len(plans) > 1)
    written = plans if as_list else [danish.listing(plans)] if plans else []
    target = (sent.target_line or "").strip()
    return Portrait(
        anchor=f"virksomhed-{row.slug}",
        name=typeset(row.called),
        aside=typeset(_aside(row)),
        presentation=_own_words(material, sent.presentation or row.summary),
        leaves=_own_words(material, _leaving(material, row)),
        plans=tuple(_own_line(material, line if as_list else full_stop(line)) for line in written),
        plans_as_list=as_list,
        target_line=_own_line(material, full_stop(target)) if target else "",
        initiatives=typeset(_initiatives(material, row)),
    )


def _own_words(material: Material, text: str) -> SafeString:
    """What an enterprise writes is text: braces in it name no figures."""
    return material.prose.literal(text)


def _own_line(material: Material, text: str) -> SafeString:
    return material.prose.literal_line(text)


def _aside(row: EnterpriseRow) -> str:
    what = "Registreret socialøkonomisk virksomhed" if row.registered else _KINDS.get(row.kind, "")
    if row.on_the_way and not row.registered:
        what = "På vej til at blive registreret"
    return ". ".join(part.rstrip(".") for part in (what, row.legal_form or "", row.locality) if part)


def _leaving(material: Material, row: EnterpriseRow) -> str:
    if row.valid_to is None or row.valid_to > material.basis.as_of:
        return ""
    return row.leaves or f"{row.called} har været aktiv i kommunen til og med den {danish.date(row.valid_to)}."


def _initiatives(material: Material, row: EnterpriseRow) -> str:
    names = list(
        dict.fromkeys(part.initiative for part in material.taking_part() if part.enterprise_id == row.enterprise_id)
    )
    return f"{row.called} er med i {quoted(names)}." if names else ""


# --- 3 ----------------------------------------------------------------------------------------------------------------


def registration(material: Material) -> Registration:
    """The lists are the records behind the two figures."""
    listed = material.listed
    going_on = {row.enterprise_id for row in listed if row.valid_to is None or row.valid_to > material.basis.as_of}
    return Registration(
        text=material.section("registration"),
        registered=_by_name(row.called for row in listed if row.registered),
        on_the_way=_by_name(row.called for row in listed if row.on_the_way and row.enterprise_id in going_on),
        note=material.section("registration_note", "note"),
    )


def _by_name(names: object) -> tuple[str, ...]:
    return tuple(sorted(names, key=sort_key))  # type: ignore[call-overload]


# --- 4 ----------------------------------------------------------------------------------------------------------------


def network(material: Material) -> Network:
    """Without a text of its own the number of meetings is told in a sentence."""
    text = material.section("network")
    held = material.value("network_meetings")
    if not text and held:
        text = material.prose.paragraphs(f"Netværket mødtes {times(held)} i {fig('year')}.")
    plan = material.rows.plan[0] if material.rows.plan else None
    themes = [line.strip() for line in plan.themes.splitlines() if line.strip()] if plan else []
    following = material.basis.year + 1
    planned = f"Temaer i {following}" if themes else ""
    if plan and plan.meetings:
        meetings = (
            f"{danish.words(plan.meetings, neuter=True)} {'møde' if plan.meetings == 1 else 'møder'} i {following}"
        )
        planned = f"Temaer for {meetings}" if themes else f"Der er planlagt {meetings}."
    return Network(
        text=text,
        meetings=tuple(
            (danish.date(row.held_on, year=False), typeset(row.theme))
            for row in sorted(material.rows.meeting, key=lambda row: (row.held_on, row.pk))
        ),
        planned=typeset(planned),
        themes=tuple(typeset(theme) for theme in themes),
    )


# --- 5 ----------------------------------------------------------------------------------------------------------------


def stories(material: Material) -> Stories:
    """As many as there are."""
    rows = sorted(material.rows.story, key=lambda row: (row.order, row.pk))
    told = tuple(
        Story(
            anchor=f"historie-{place}",
            title=typeset(row.title),
            aside=danish.date(row.happened_on),
            text=material.prose.paragraphs(row.text),
        )
        for place, row in enumerate(rows, start=1)
    )
    count = "En god historie" if len(told) == 1 else f"{danish.capital(danish.words(len(told)))} gode historier"
    return Stories(count, material.section("stories_lead"), told)
