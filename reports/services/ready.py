"""What must be in order before a report can be published. A check says what is missing, and what to do about it.

Whoever has something more to ask adds a check to `CHECKS` (the module is loaded with the app).
"""

from collections.abc import Callable, Iterable, Iterator

from ..document.reading import read
from ..document.sources import sources
from ..document.written import texts_of
from ..figures import Basis, BasisError
from ..findings import Finding, Severity, find
from ..indicators import count
from ..models import AcceptedFinding, AnnualReport

CHECKS: list[Callable[[AnnualReport], Iterable[str]]] = []


def blockers(report: AnnualReport) -> list[str]:
    """What is missing before the report can be published, a sentence each; empty when it can."""
    return list(dict.fromkeys(missing for check in CHECKS for missing in check(report)))


def unaccepted(report: AnnualReport) -> list[Finding]:
    """The warnings that are neither mended nor accepted with a reason. Raises BasisError when nothing can be counted."""
    basis = Basis.of(report.municipality, report.year)
    found = find(count(basis), texts_of(read(sources(basis)), basis.period))
    accepted = set(AcceptedFinding.objects.filter(report=report).values_list("code", "where", "message"))
    return [finding for finding in found if finding.severity is Severity.WARNING and _kept_as(finding) not in accepted]


def _kept_as(finding: Finding) -> tuple[str, str, str]:
    """As an accepted one is kept: no longer than its columns."""
    names = ("code", "where", "message")
    longest = [AcceptedFinding._meta.get_field(name).max_length for name in names]  # type: ignore[union-attr]
    code, where, message = (str(getattr(finding, name))[:most] for name, most in zip(names, longest, strict=True))
    return code, where, message


def _findings(report: AnnualReport) -> Iterator[str]:
    try:
        yield from (f"{finding.message.rstrip('.')}." for finding in unaccepted(report))
    except BasisError as error:
        yield str(error)


CHECKS.append(_findings)
