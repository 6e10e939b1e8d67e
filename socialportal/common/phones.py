"""Telephone numbers as people write them."""

import re

from django.core.exceptions import ValidationError

FEWEST, MOST = 8, 15  # a Danish number; the longest in the world
_SHAPE = re.compile(r"\(?\+?[\d\s().-]+")


def check_phone(value: str) -> None:
    """A Danish number, or one with + and its country's; spaces are for the eye. Raises ValidationError that says what to do."""
    if not _SHAPE.fullmatch(value.strip()) or not FEWEST <= sum(one.isdigit() for one in value) <= MOST:
        raise ValidationError("Skriv telefonnummeret med mindst 8 cifre, fx 12 34 56 78 eller +46 8 123 456 78.")
