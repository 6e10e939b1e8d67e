"""Tables of WHAT WE TELL."""

from .evidence import AcceptedFinding, Assumption, Coarsening, HistoricFigure, MidYearStatus
from .politics import Committee, Decision
from .process import AgendaItem, Approval, FactCheck, FactCheckReply, RecommendationAnswer
from .published import PublishedFile, PublishedPassage, PublishedReport
from .report import (
    AnnualReport,
    CaseStory,
    GoalStatement,
    PointReport,
    Recommendation,
    Reference,
    Section,
    Written,
)
from .strategy import Goal, Strategy, StrategyPoint

__all__ = [
    "AcceptedFinding",
    "AgendaItem",
    "AnnualReport",
    "Approval",
    "Assumption",
    "CaseStory",
    "Coarsening",
    "Committee",
    "Decision",
    "FactCheck",
    "FactCheckReply",
    "Goal",
    "GoalStatement",
    "HistoricFigure",
    "MidYearStatus",
    "PointReport",
    "PublishedFile",
    "PublishedPassage",
    "PublishedReport",
    "Recommendation",
    "RecommendationAnswer",
    "Reference",
    "Section",
    "Strategy",
    "StrategyPoint",
    "Written",
]
