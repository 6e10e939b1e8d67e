"""Tables of WHAT WE DO TOGETHER."""

from .agreement import Agreement, Terms
from .attendance import AttendanceSheet, AttendanceWeek
from .collaboration import ActionStep, Collaboration, Party
from .contact import Contact
from .course import Course, Extension
from .delay import Delay
from .document import Document
from .effort import CourseHours, Effort
from .evaluation import Evaluation, EvaluationAnswer, PublicGroup
from .follow_up import Description, FollowUp
from .initiative import Initiative, Participation
from .job_follow_up import JobFollowUp
from .matching import JobNeed, Readiness
from .outcome import Outcome
from .participant import NumberSeries, Participant
from .pause import Pause
from .placement import HoursStep, Placement
from .plan import Plan, PlanRevision
from .vocabulary import (
    Competence,
    Consideration,
    DelayReason,
    DescriptionKind,
    EvaluationQuestion,
    ExtensionReason,
    FocusArea,
    NoPlanReason,
    OutcomeType,
    PauseReason,
    PlacementEndReason,
    PlacementType,
    ReasonablenessRule,
)

__all__ = [
    "ActionStep",
    "Agreement",
    "AttendanceSheet",
    "AttendanceWeek",
    "Collaboration",
    "Competence",
    "Consideration",
    "Contact",
    "Course",
    "CourseHours",
    "Delay",
    "DelayReason",
    "Description",
    "DescriptionKind",
    "Document",
    "Effort",
    "Evaluation",
    "EvaluationAnswer",
    "EvaluationQuestion",
    "Extension",
    "ExtensionReason",
    "FocusArea",
    "FollowUp",
    "HoursStep",
    "Initiative",
    "JobFollowUp",
    "JobNeed",
    "NoPlanReason",
    "NumberSeries",
    "Outcome",
    "OutcomeType",
    "Participant",
    "Participation",
    "Party",
    "Pause",
    "PauseReason",
    "Placement",
    "PlacementEndReason",
    "PlacementType",
    "Plan",
    "PlanRevision",
    "PublicGroup",
    "Readiness",
    "ReasonablenessRule",
    "Terms",
]
