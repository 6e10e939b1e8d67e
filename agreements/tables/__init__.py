"""Lists of the work, as tables on the screen and in a spreadsheet."""

from .agreement import AgreementTable, EvaluationTable, places_picture
from .base import NUMBER, DayColumn, WorkTable
from .course import ContactTable, CourseTable, ParticipantTable
from .placement import NeedTable, PlacementTable, state_of_need
from .together import CollaborationTable, InitiativeTable

__all__ = [
    "NUMBER",
    "AgreementTable",
    "CollaborationTable",
    "ContactTable",
    "CourseTable",
    "DayColumn",
    "EvaluationTable",
    "InitiativeTable",
    "NeedTable",
    "ParticipantTable",
    "PlacementTable",
    "WorkTable",
    "places_picture",
    "state_of_need",
]
