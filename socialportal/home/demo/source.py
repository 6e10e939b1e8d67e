"""Reads the demo's files: facts and texts as data, beside this module."""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "slagelse_2018"


@cache
def read(name: str) -> dict[str, Any]:
    """One of the files, by name without ending."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def on(value: str | dt.date) -> dt.date:
    """A date that may be written as text."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def day(value: str | dt.date | None) -> dt.date | None:
    """A date that may be written as text, or missing."""
    return None if value is None else on(value)


def started(row: dict[str, Any]) -> dict[str, Any]:
    """`valid_from` and `since_text` of a row whose start may be known to the day, the month, or only as before a day."""
    start, precision = day(row.get("start_on")), row.get("start_precision", "day")
    text = row.get("start_text", "")
    if before := day(row.get("started_before")):
        text = text or f"før {before.year}"
    if start and precision == "month":
        text = text or f"{MONTHS[start.month - 1]} {start.year}"
    return {"valid_from": start, "since_text": text}


MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905
