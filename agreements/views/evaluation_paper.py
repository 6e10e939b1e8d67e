"""An evaluation as it is carried over to the case system."""

from typing import Any

from socialportal.common import danish

from ..models import Evaluation
from ..queries import compared
from ..services.evaluation_figures import figures, filled, tally_of, values
from ..services.journal import EDIT_EVALUATION
from . import journal
from .doors import trail_of
from .evaluation_compare import HEAD, cells
from .journal import Kind, Paper, PaperTable


def evaluation_paper(record: Evaluation) -> Paper:
    """Figures, statuses, questions and answers, as the municipality's own copy has them."""
    tally = tally_of(record)
    found = values(tally) if tally else {}
    day, agreement = danish.date(record.as_of), record.agreement
    facts = [
        ("Aftale", str(agreement)),
        ("Opgjort pr.", day),
        ("Tæller fra", danish.date(record.counted_from)),
        *(figures(found) if tally else ()),
        *(
            (term, value)
            for one in compared(Evaluation.objects.filter(pk=record.pk))
            for term, value in zip(HEAD[2:], cells(one)[2:], strict=True)
        ),
    ]
    outcomes = (
        [(row.label, danish.number(row.primary), danish.number(row.rows)) for row in tally.outcomes] if tally else []
    )
    answers = record.answers.select_related("question").order_by("question__order")
    return Paper(
        f"Evaluering af aftale {agreement.number}",
        facts,
        f"Evaluering af {agreement.title.lower()} med {agreement.presence.enterprise} (aftale {agreement.number}), "
        f"opgjort pr. {day}. Se vedlagte.",
        tables=[
            PaperTable(
                "Status efter endt forløb",
                ("Status", "Vigtigste status", "I alt"),
                outcomes,
                frozenset({1, 2}),
            )
        ]
        if outcomes
        else (),
        texts=[(str(one.question), filled(one.text, agreement.number, found)) for one in answers if one.text],
        day=record.as_of,
        name_line=False,
    )


def _visible(access: Any) -> Any:
    rows: Any = Evaluation.objects.visible_to(access)
    return rows.select_related("agreement__presence__enterprise", "agreement__municipality", "journaled_by")


def register() -> None:
    """Called when the app is ready."""
    journal.register(
        "evaluering",
        Kind(
            model=Evaluation,
            visible=_visible,
            paper=evaluation_paper,
            trail=lambda record: trail_of("Evalueringer", "agreements:evaluations", record),
            view="agreements.view_evaluation",
            edit=EDIT_EVALUATION,
            person=False,
        ),
    )
