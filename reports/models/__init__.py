"""Tables of WHAT WE TELL."""

from .politics import Committee, Decision
from .report import (
    AnnualReport,
    CaseStory,
    GoalStatement,
    PointReport,
    Recommendation,
    Reference,
    Section,
)
from .strategy import Goal, Strategy, StrategyPoint

__all__ = [
    "AnnualReport",
    "CaseStory",
    "Committee",
    "Decision",
    "Goal",
    "GoalStatement",
    "PointReport",
    "Recommendation",
    "Reference",
    "Section",
    "Strategy",
    "StrategyPoint",
]
