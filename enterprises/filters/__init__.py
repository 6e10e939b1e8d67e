"""What the lists can be narrowed to. A new room brings its filters in a module of its own."""

from .directory import DirectoryFilter
from .lists import (
    EnterpriseFilter,
    GrantFilter,
    MeetingFilter,
    StoryFilter,
    YearFilter,
    years_of,
)

__all__ = [
    "DirectoryFilter",
    "EnterpriseFilter",
    "GrantFilter",
    "MeetingFilter",
    "StoryFilter",
    "YearFilter",
    "years_of",
]
