"""Positive historier, with a picture of which those who can be recognised have said that it may be there."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit.bookkeeping import Links
from socialportal.common import pictures
from socialportal.common.uploads import random_name

from ..models import Story
from . import guarded, municipal

CHANGE = "enterprises.change_story"
LONGEST_SIDE = 1600  # pixels


def _check(story: Story) -> None:
    """Raises ValidationError beside the field: a picture is described, and allowed."""
    if not story.picture:
        return
    errors = {}
    if not story.picture_alt.strip():
        errors["picture_alt"] = "Skriv, hvad billedet viser, for dem der ikke kan se det."
    if story.consent_on is None:
        errors["consent_on"] = "Skriv, hvornår de, der kan kendes, sagde ja. Uden deres ja kan billedet ikke lægges op."
    if errors:
        raise ValidationError(errors)


def _with_picture(story: Story, upload: UploadedFile, save: Any) -> Story:
    """Keeps the picture, made anew, then the story; where the story is refused, no file is left behind."""
    try:
        content = pictures.clean_jpeg(upload, longest_side=LONGEST_SIDE, name=f"{random_name()}.jpg")
    except ValidationError as error:
        raise ValidationError({"upload": error.messages}) from error
    story.picture.save(str(content.name), content, save=False)
    kept = story.picture
    try:
        with transaction.atomic():
            _check(story)
            return save()  # type: ignore[no-any-return]
    except BaseException:
        kept.storage.delete(str(kept.name))
        raise


def write_story(
    access: Access, story: Story, *, upload: UploadedFile | None = None, links: Links | None = None, reason: str = ""
) -> Story:
    """A new story, perhaps with a picture. Raises ValidationError for what is no picture (`common.pictures`)."""
    demand(access, CHANGE, story)

    def save() -> Story:
        return municipal.add(access, story, reason=reason)

    return _with_picture(story, upload, save) if upload else save()


def change_story(
    access: Access,
    story: Story,
    *,
    expected_version: int,
    upload: UploadedFile | None = None,
    without_picture: bool = False,
    links: Links | None = None,
    reason: str = "",
) -> Story:
    """Rettelse; `upload` takes the place of the picture that is there, `without_picture` takes it away.

    The old file goes when the change is certain.
    """
    demand(access, CHANGE, story)
    before = guarded.as_stored(story).picture

    def save() -> Story:
        saved = municipal.change(access, story, expected_version=expected_version, reason=reason)
        if before and before.name != saved.picture.name:
            transaction.on_commit(lambda: before.storage.delete(str(before.name)))
        return saved

    if upload:
        return _with_picture(story, upload, save)
    if without_picture:
        story.picture, story.picture_alt, story.consent_on = "", "", None
    _check(story)
    with transaction.atomic():
        return save()
