"""The lists' columns, on the screen and in a file alike. A new room brings its tables in a module of its own."""

from .contributions import ContributionTable
from .directory import DirectoryTable
from .lists import (
    NUMBER,
    EnterpriseTable,
    GrantTable,
    StoryTable,
)
from .network import MeetingTable

__all__ = [
    "NUMBER",
    "ContributionTable",
    "DirectoryTable",
    "EnterpriseTable",
    "GrantTable",
    "MeetingTable",
    "StoryTable",
]
