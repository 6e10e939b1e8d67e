"""What the lists of the work share."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.utils import timezone

from socialportal.common import danish

NUMBER = {"cell": {"class": "num"}, "th": {"class": "num"}, "td": {"class": "num"}}


class WorkTable(tables.Table):
    """Days as they are written on the screen, as real dates in a file. `day` is the one the list is about."""

    def __init__(self, *args: Any, day: dt.date | None = None, **kwargs: Any) -> None:
        self.day = day or timezone.localdate()
        super().__init__(*args, **kwargs)


class DayColumn(tables.Column):
    """A day."""

    def render(self, value: dt.date) -> str:
        return danish.date(value)

    def value(self, **kwargs: Any) -> Any:
        return kwargs["value"]
