"""Filters of the lists of the work; they stand in the address."""

from .agreement import AgreementFilter, EvaluationFilter
from .base import OnDayFilter, day_filter, years_of
from .course import CourseFilter, KeyCardFilter, ParticipantFilter
from .placement import PlacementFilter
from .together import CollaborationFilter, InitiativeFilter

__all__ = [
    "AgreementFilter",
    "CollaborationFilter",
    "CourseFilter",
    "EvaluationFilter",
    "InitiativeFilter",
    "KeyCardFilter",
    "OnDayFilter",
    "ParticipantFilter",
    "PlacementFilter",
    "day_filter",
    "years_of",
]
