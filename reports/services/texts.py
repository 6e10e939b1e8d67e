"""What every text of the report must live up to before it is saved, and that what is linked is one's own."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from agreements.services import guarded
from socialportal.common.records import Record

from ..editions import Edition, Printed, printed
from ..figures import Basis, BasisError
from ..indicators import Counted, cases, count
from ..indicators.goals import strategy_answered
from ..models import AnnualReport, CaseStory, StrategyPoint
from ..placeholders import Lookup, Trouble, numbering, problems
from ..terms import CHAPTERS

_WHOLE = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def refuse_cpr(record: Record, **others: Record) -> None:
    """Nothing that looks like a CPR number in the record, nor in what is saved with it. `others` are named by the field of
    the form their text is written in. Raises ValidationError by field.
    """
    wrong: dict[str, list[str]] = {}
    for name, each in {"": record, **others}.items():
        try:
            guarded.refuse_cpr(each)
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                wrong[name or field] = messages
    if wrong:
        raise ValidationError(wrong)  # type: ignore[arg-type]


def same_place(record: Any, **others: Iterable[Any]) -> None:
    """What is linked belongs to the record's own municipality, also for somebody who works in two.

    Raises ValidationError by field.
    """
    place = record.municipality.pk
    wrong = [name for name, linked in others.items() if any(item.municipality.pk != place for item in linked)]
    if wrong:
        raise ValidationError(dict.fromkeys(wrong, "Vælg blandt kommunens egne."))


def _references(counted: Counted) -> dict[str, str]:
    """All that texts may refer to: every chapter, the points of the strategy, the agreements."""
    points = StrategyPoint.objects.filter(strategy=strategy_answered(counted.basis)).values_list("key", flat=True)
    return numbering(list(CHAPTERS), list(points), [agreement.number for agreement in counted.agreements])


def counted_editions(report: AnnualReport) -> dict[Edition, Printed]:
    """The report's figures in both editions, counted once. Raises BasisError for a year without presence."""
    counted = count(Basis.of(report.municipality, report.year))
    return {edition: printed(counted, edition) for edition in Edition}


def story_figures(case: CaseStory | None, basis: Basis) -> Mapping[str, Any]:
    """The figures that only this story may name: hours and intensity of its job."""
    return cases.figures(case.placement.hours.all(), basis.as_of) if case and case.placement else {}


def check_figures(report: AnnualReport, case: CaseStory | None = None, **texts: str) -> None:
    """Every figure and reference that a text names is known. Raises ValidationError by field, with the nearest known names.

    What is withheld in the public edition or not counted yet is no error: the draft is always made, and says so.
    """
    if not any("{{" in text or "}}" in text for text in texts.values()):
        return
    try:
        everything = counted_editions(report)[Edition.INTERNAL]
    except BasisError:
        return  # nothing can be counted, and the draft says why
    lookup = everything.lookup(_references(everything.counted), story_figures(case, everything.counted.basis))
    wrong = {name: found for name, text in texts.items() if (found := _wrong_in(text, lookup))}
    if wrong:
        raise ValidationError(wrong)  # type: ignore[arg-type]


def _wrong_in(text: str, lookup: Lookup) -> list[str]:
    found = [part.problem for part in problems(text, lookup) if part.trouble is Trouble.UNKNOWN]
    if re.search(r"\{\{|\}\}", _WHOLE.sub("", text)):
        found.append("Et tal skal have to klammer på hver side: {{ year }}. Sæt dem, der mangler.")
    return list(dict.fromkeys(found))
