"""What the demo makes up for today: no source has it, and every record says so."""

import datetime as dt

from django.utils import timezone

MADE_UP = "Sat til demoen, så der er noget at arbejde med i dag. Ingen kilde har det."
WEEK = dt.timedelta(weeks=1)


def ago(days: int) -> dt.date:
    """The working day so many days before today, or the last one before that."""
    day = timezone.localdate() - dt.timedelta(days=days)
    return day - dt.timedelta(days=max(0, day.weekday() - 4))
