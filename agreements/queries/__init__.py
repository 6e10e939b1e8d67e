"""Reads that cross the models of the work: the records behind figures, and what they add up to."""

from .comparing import Compared, compared, newest_of_each
from .counting import AgreementCounts, CourseCounts, OutcomeCount, Tally, counts, holding, public_groups
from .occupancy import Standing, standings
from .records import (
    collaborations_begun,
    courses_ended,
    courses_in_plan_state,
    courses_running,
    courses_started,
    courses_with_outcome,
    enterprises_taking_part,
    outcomes_of,
    placements_begun,
    placements_via_municipality,
    starts_in_initiatives,
)

__all__ = [
    "AgreementCounts",
    "Compared",
    "CourseCounts",
    "OutcomeCount",
    "Standing",
    "Tally",
    "collaborations_begun",
    "compared",
    "counts",
    "courses_ended",
    "courses_in_plan_state",
    "courses_running",
    "courses_started",
    "courses_with_outcome",
    "enterprises_taking_part",
    "holding",
    "newest_of_each",
    "outcomes_of",
    "placements_begun",
    "placements_via_municipality",
    "public_groups",
    "standings",
    "starts_in_initiatives",
]
