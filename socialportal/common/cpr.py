"""CPR numbers have no place in the portal: what looks like one is refused wherever somebody writes."""

import re

from django.core.exceptions import ValidationError

# Six digits that can be a date, and four more, however they are spaced. The day of a number given in place of a real one is
# 60 higher.
_SPACE = r"[\s.\-/\u2010-\u2015]{0,3}"
_CPR = re.compile(
    rf"(?<!\d)(0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01]){_SPACE}(0[1-9]|1[0-2]){_SPACE}\d{{2}}{_SPACE}\d{{4}}(?!\d)"
)


def looks_like_cpr(text: str) -> bool:
    """Whether something in the text could be a CPR number (any date of birth, any check digit, any spacing)."""
    return bool(_CPR.search(text))


def check_no_cpr(text: str) -> None:
    """Refuses what looks like a CPR number. Raises ValidationError."""
    if looks_like_cpr(text):
        raise ValidationError("Det ligner et CPR-nummer, og dem må portalen ikke indeholde. Skriv det uden nummeret.")
