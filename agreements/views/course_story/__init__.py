"""A course told in the order it happens, with the next step where it belongs. Reads what is prefetched, asks nothing."""

from .facts import CourseFacts, Line, days_between, when_badge
from .lines import story
from .next_step import job_url, next_step_said

__all__ = ["CourseFacts", "Line", "days_between", "job_url", "next_step_said", "story", "when_badge"]
