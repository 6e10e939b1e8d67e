"""WHAT WE DO TOGETHER: agreements, courses, placements, collaborations, initiatives."""

from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

DATA = Path(__file__).parent / "data"


def load_vocabularies(sender: Any, **kwargs: Any) -> None:
    """National lists, into empty tables."""
    from socialportal.common.seeding import load_if_empty, rows_of

    from . import models

    for model, file in (
        (models.OutcomeType, "outcome_types.csv"),
        (models.PlacementType, "placement_types.csv"),
        (models.NoPlanReason, "no_plan_reasons.csv"),
        (models.ExtensionReason, "extension_reasons.csv"),
        (models.FocusArea, "focus_areas.csv"),
        (models.EvaluationQuestion, "evaluation_questions.csv"),
        (models.PauseReason, "pause_reasons.csv"),
        (models.DelayReason, "delay_reasons.csv"),
        (models.PlacementEndReason, "placement_end_reasons.csv"),
        (models.DescriptionKind, "description_kinds.csv"),
        (models.Competence, "competences.csv"),
        (models.Consideration, "considerations.csv"),
        (models.ReasonablenessRule, "reasonableness_rules.csv"),
    ):
        rows = [{name: value for name, value in row.items() if value} for row in rows_of(DATA / file)]
        load_if_empty(model, [row | {"order": order} for order, row in enumerate(rows, start=1)])


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = "Aftaler og forløb"

    def ready(self) -> None:
        from socialportal.accounts.vocabularies import register

        from . import models

        register(
            "status-efter-forloeb",
            models.OutcomeType,
            "Hvad et forløb førte til. Gruppen er det, der må fortælles om få.",
        )
        register("jobtyper", models.PlacementType, "Job, som borgere får. Koden er med i tallenes navne.")
        register("ingen-plan", models.NoPlanReason, "Hvorfor et forløb ingen individuel plan har.")
        register("forlaengelse", models.ExtensionReason, "Hvorfor et forløb blev forlænget.")
        register("fokus", models.FocusArea, "Hvad en aftale om forløb sigter mod.")
        register("evaluering", models.EvaluationQuestion, "De spørgsmål, alle aftaler evalueres på.")
        register("pause", models.PauseReason, "Hvorfor et forløb holder pause.")
        register("overskredet-frist", models.DelayReason, "Hvorfor en frist blev overskredet.")
        register("job-ophoert", models.PlacementEndReason, "Hvorfor et job ophørte.")
        register(
            "beskrivelser", models.DescriptionKind, "Hvad der skrives om et forløb, og til hvem. Loven ændrer begge."
        )
        register("kompetencer", models.Competence, "Hvad en deltager kan, og hvad en opgave kræver.")
        register("skaanehensyn", models.Consideration, "Hvad en arbejdsplads skal tage hensyn til. Aldrig en diagnose.")
        register("rimelighed", models.ReasonablenessRule, "Hvor mange der må være i praktik og løntilskud ad gangen.")
        post_migrate.connect(load_vocabularies, sender=self)

        from socialportal.common import panels
        from socialportal.notices import kinds

        from .services.telling import KINDS, TO_ENTERPRISES

        for kind, name in KINDS.items():
            kinds.register(kind, name, only=kinds.ENTERPRISES if kind in TO_ENTERPRISES else kinds.MUNICIPALITY)

        from .views import evaluation_paper, need, papers, sheets
        from .views import panels as ours

        evaluation_paper.register()
        papers.register()
        sheets.register()
        ours.register()
        panels.register(ours.PLACE, need.needs_of, (models.JobNeed, "presence__enterprise"))
        panels.register(ours.ACTIONS, need.actions)

        from enterprises import openings

        from .queries import openings as ours_open

        openings.register(
            openings.Opening("ledige", "Har ledige pladser", "Har ledige pladser i forløb", ours_open.with_free_places)
        )
        openings.register(openings.Opening("job", "Søger medarbejdere", "Søger medarbejdere", ours_open.with_open_jobs))
