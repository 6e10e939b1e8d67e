"""Opmærksomhedspunkter that are accepted as they are: which acceptances hold, and what the public is told of them. Pure.

A finding's own message may tell of persons ("3 forløb har ingen status"), so the public edition prints one fixed sentence a
code, without numbers and names, and the reason.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

_LONGEST = (60, 160, 500)  # an acceptance keeps no more of code, place and message


WORDS = {
    "missed-goal-unexplained": "Et mål er ikke nået og er ikke forklaret i rapporten.",
    "goal-not-measured": "Et mål kan ikke gøres op, fordi tallet bag det ikke kendes.",
    "contribution-not-approved": "Et bidrag fra en virksomhed er ikke godkendt og er ikke med i rapporten.",
    "enterprise-without-contribution": "En virksomhed har ikke givet bidrag til rapporten.",
    "contribution-length": "En virksomheds præsentation er kortere eller længere end aftalt.",
    "other-channels-undeclared": "En virksomhed har ikke oplyst, hvor mange job der er besat ad andre veje.",
    "rsv-without-source": "Der mangler en kilde til, at en virksomhed er registreret som socialøkonomisk virksomhed.",
    "donors-exceed-grant": "Givernes beløb er større end det beløb, en virksomhed har modtaget.",
    "point-without-report": "Et punkt i strategien er ikke afrapporteret.",
    "point-without-recommendation": "Et punkt i strategien har ingen anbefaling.",
    "agreement-not-evaluated": "En samarbejdsaftale er ikke evalueret i året.",
    "more-outcomes-than-courses": "Nogle forløb har mere end én registreret status.",
    "course-without-outcome": "Der mangler registrering af status efter endt forløb.",
    "course-without-plan": "Der mangler oplysninger om individuelle planer.",
    "agreement-without-terms": "En samarbejdsaftale er registreret uden vilkår.",
    "running-beyond-places": "I en samarbejdsaftale er der flere forløb i gang end pladser.",
    "half-empty-places": "I en samarbejdsaftale er mange pladser ledige, uden at det er forklaret.",
    "public-groups-not-usable": "I en samarbejdsaftale er status vist i andre grupper end dem, der var valgt.",
    "case-without-consent": "En borgerfortælling er udeladt, fordi der ikke er registreret et samtykke.",
    "unknown-placeholder": "En tekst henviser til et tal, der ikke findes.",
    "withheld-without-alternative": "En tekst henviser til et tal, der ikke kan vises af hensyn til den enkelte.",
    "figure-not-known": "En tekst henviser til et tal, der ikke kendes.",
    "recommendation-unanswered": "En anbefaling fra en tidligere rapport er ikke besvaret.",
}
OTHERWISE = "Noget i oplysningerne mangler eller passer ikke sammen."


def in_public(code: str) -> str:
    """The fixed sentence; of a code that has none, one that says nothing more than that."""
    return WORDS.get(code, OTHERWISE)


class Told(Protocol):
    """A finding, or what was accepted of one."""

    @property
    def code(self) -> str:
        """Which kind."""

    @property
    def where(self) -> str:
        """About what."""

    @property
    def message(self) -> str:
        """What is said."""


F = TypeVar("F", bound=Told)
A = TypeVar("A", bound=Told)


def kept_as(finding: Told) -> tuple[str, str, str]:
    """Code, place and message as an acceptance keeps them."""
    code, where, message = (text[:most] for text, most in zip(_told(finding), _LONGEST, strict=True))
    return code, where, message


def _told(finding: Told) -> tuple[str, str, str]:
    return finding.code, finding.where, finding.message


def name_of(finding: Told) -> str:
    """A short name for a finding as it is now: with another message it is another finding."""
    return hashlib.sha256("\n".join(kept_as(finding)).encode()).hexdigest()[:20]


@dataclass(frozen=True)
class Sorted(Generic[F, A]):
    """Findings, each with its acceptance or None; and acceptances of what is no longer so, each with what is said now."""

    standing: list[tuple[F, A | None]]
    outdated: list[tuple[A, F | None]]

    @property
    def open(self) -> list[F]:
        """Those that nobody has accepted."""
        return [finding for finding, accepted in self.standing if accepted is None]

    @property
    def accepted(self) -> list[tuple[F, A]]:
        """Those accepted as they are now."""
        return [(finding, accepted) for finding, accepted in self.standing if accepted is not None]


def sort(findings: Iterable[F], accepted: Iterable[A]) -> Sorted[F, A]:
    """An acceptance holds while code, place and message are the same."""
    by_name = {kept_as(one): one for one in accepted}
    held = set(by_name)
    each = {kept_as(finding): finding for finding in findings}
    standing = [(finding, by_name.get(name)) for name, finding in each.items()]
    free = {name[:2]: finding for name, finding in each.items() if name not in held}
    return Sorted(standing, [(one, free.get(name[:2])) for name, one in by_name.items() if name not in each])
