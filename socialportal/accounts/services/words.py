"""The words of national lists: added, corrected, replaced from a day, ended. Old reports keep the words of their time."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from socialportal.audit import bookkeeping
from socialportal.common.records import Vocabulary

from ..access import Access
from ..rules import demand
from ..vocabularies import list_of

_LONGEST_CODE = 60


def _open_list(word: Vocabulary) -> None:
    if list_of(type(word)).fixed:
        raise ValidationError("Listen ligger fast: ordene kan skifte navn, men ikke komme til eller gå ud.")


def code_from(name: str) -> str:
    """`foerstehjaelp` from `Førstehjælp`: a code that systems can use."""
    plain = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return slugify(plain)[:_LONGEST_CODE].strip("-")


@transaction.atomic
def add_word(access: Access, word: Vocabulary, *, links: bookkeeping.Links | None = None) -> Vocabulary:
    """A new word; its code is made from its name. Raises PermissionDenied, ValidationError."""
    demand(access, "accounts.edit_vocabularies")
    _open_list(word)
    word.code = word.code or code_from(word.name)
    if type(word)._default_manager.filter(code=word.code).exists():
        raise ValidationError(
            {"name": "Der er allerede et ord med den kode. Find det på listen, eller vælg et andet navn."}
        )
    return bookkeeping.add(access, word)


@transaction.atomic
def correct_word(
    access: Access, word: Vocabulary, *, expected_version: int, links: bookkeeping.Links | None = None
) -> Vocabulary:
    """Rettelse: it should always have been so; old reports that are made again get it too.

    Raises PermissionDenied, ValidationError, Conflict.
    """
    demand(access, "accounts.edit_vocabularies")
    return bookkeeping.change(access, word, expected_version=expected_version)


@transaction.atomic
def replace_word(
    access: Access,
    word: Vocabulary,
    *,
    from_day: dt.date,
    expected_version: int,
    links: bookkeeping.Links | None = None,
) -> Vocabulary:
    """Ændring fra en dato: the old word ends the day before, the new one has the same code.

    Raises PermissionDenied, ValidationError, Conflict.
    """
    demand(access, "accounts.edit_vocabularies")
    return bookkeeping.supersede(access, word, from_day=from_day, expected_version=expected_version)


@transaction.atomic
def end_word(access: Access, word: Vocabulary, *, expected_version: int, last_day: dt.date) -> Vocabulary:
    """The word goes out of use after a day; what was recorded with it stays.

    Raises PermissionDenied, ValidationError, Conflict.
    """
    demand(access, "accounts.edit_vocabularies")
    _open_list(word)
    word.valid_to = last_day
    return bookkeeping.change(access, word, expected_version=expected_version, verb="ended")
