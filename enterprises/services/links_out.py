"""Links to other sites: only pages on the web."""

from django.core.exceptions import ValidationError

from ..buying import is_web_address


def check_web(address: str, field: str) -> None:
    """Raises ValidationError on the field when the address is not one of the web."""
    if address and not is_web_address(address):
        raise ValidationError({field: "Skriv adressen på en hjemmeside. Den begynder med https:// eller http://."})
