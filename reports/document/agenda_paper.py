"""Sagsfremstillingen as it stands on paper: the figures in its texts are the public edition's, always."""

from socialportal.common import danish

from ..models import AgendaItem, Decision
from ..placeholders import Lookup, unmarked
from .agenda_word import Paper
from .earlier import lookup_of


def paper_of(item: AgendaItem, decision: Decision | None = None) -> Paper:
    """The item with every figure filled in. What is withheld from the public is the words given for it, or a gap."""
    report = item.report
    texts = (item.summary, item.proposal, item.background, item.economy, item.further_course)
    named = any("{{" in text for text in texts)
    lookup = lookup_of(report.municipality, report.year) if named else Lookup({})

    def filled(text: str) -> str:
        return "\n".join(_line(line, lookup) for line in text.split("\n"))

    facts = [("Udvalg", str(item.committee)), ("Møde", danish.date(item.meeting_on))]
    if item.filed_as:
        facts.append(("Journalnummer", item.filed_as))
    told = ""
    if decision:
        told = f"{decision.committee}, {danish.date(decision.decided_on)}:\n\n{decision.quote}"
    return Paper(
        title=item.title,
        municipality=report.municipality.full_name,
        facts=tuple(facts),
        summary=filled(item.summary),
        proposal=tuple(line for line in filled(item.proposal).split("\n") if line.strip()),
        parts=(
            ("Sagsfremstilling", filled(item.background)),
            ("Økonomi", filled(item.economy)),
            ("Videre forløb", filled(item.further_course)),
        ),
        decision=told,
    )


def _line(line: str, lookup: Lookup) -> str:
    """A line of a list stays one."""
    return f"- {unmarked(line[2:], lookup)}" if line.startswith("- ") else unmarked(line, lookup)
