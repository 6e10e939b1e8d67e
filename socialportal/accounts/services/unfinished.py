"""What somebody has typed in a long form and not saved: remembered along the way, given back, dropped. One's own only."""

import datetime as dt
from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.common.cpr import looks_like_cpr

from ..access import Access
from ..models import UnfinishedForm

LARGEST = 200_000  # characters: a long report section many times over
_LEFT_OUT = ("csrfmiddlewaretoken", "submission")


@transaction.atomic
def remember(access: Access, *, address: str, typed: str, version: int) -> None:
    """Keeps what was typed at an address (fields and values as a browser sends them), in place of what was kept before.

    Raises ValidationError for what is too long, no address of ours, or looks like a CPR number; PermissionDenied for somebody
    who is not logged in.
    """
    if access.user_id is None:
        raise PermissionDenied
    longest = UnfinishedForm._meta.get_field("address").max_length or 0
    if not is_ours(address) or len(address) > longest:
        raise ValidationError("Adressen er ikke en af portalens.")
    if len(typed) > LARGEST or "\0" in typed:
        raise ValidationError("Det er for meget til at blive husket. Gem formularen.")
    fields = [(name, value) for name, value in parse_qsl(typed, keep_blank_values=True) if _worth(name)]
    if any(looks_like_cpr(value) for _, value in fields):
        raise ValidationError("Det ligner et CPR-nummer. Fjern det.")
    UnfinishedForm.objects.update_or_create(
        user_id=access.user_id,
        address=address,
        defaults={"typed": urlencode(fields), "version": version, "saved_at": timezone.now()},
    )


def is_ours(address: str) -> bool:
    """A path within the portal, and nothing a browser could take for another host."""
    return address.startswith("/") and not address.startswith("//") and not set(address) & set("\\\r\n\t\0 ")


def _worth(name: str) -> bool:
    return name not in _LEFT_OUT and "password" not in name


def typed_at(access: Access, address: str) -> UnfinishedForm | None:
    """What one has typed at an address and not saved."""
    return UnfinishedForm.objects.filter(user_id=access.user_id, address=address).first() if access.user_id else None


def drop(access: Access, address: str) -> None:
    """It is saved, or nobody wants it."""
    if access.user_id:
        UnfinishedForm.objects.filter(user_id=access.user_id, address=address).delete()


def clear_old(day: dt.date) -> int:
    """Deletes what nobody came back to within 30 days; how many."""
    start = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
    return UnfinishedForm.objects.outdated(start).delete()[0]
