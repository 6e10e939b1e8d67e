"""A participant's number stays out of texts that enterprises, mentors or the public read: what is written there is for people who
have no business with the key card.
"""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError

from ..models import Participant

_LIKE_A_NUMBER = re.compile(r"\b[A-ZÆØÅ]-\d{4,}\b", re.IGNORECASE)


def refuse_numbers(texts: Mapping[str, str], municipality_id: int) -> None:
    """Raises ValidationError, by field. Only numbers that are somebody's are refused: a room or a law may look alike."""
    found = {name: {like.upper() for like in _LIKE_A_NUMBER.findall(text)} for name, text in texts.items()}
    if not (asked := set().union(*found.values())):
        return
    rows = Participant.with_deleted.filter(municipality=municipality_id, number__in=asked)
    taken = set(rows.values_list("number", flat=True))
    errors = {
        name: f"{number} er en deltagers nummer, og teksten kan læses af andre end dem, der følger deltageren. Skriv den "
        "uden nummeret."
        for name, likes in found.items()
        for number in sorted(likes & taken)[:1]
    }
    if errors:
        raise ValidationError(errors)
