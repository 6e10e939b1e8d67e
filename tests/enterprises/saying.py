"""What a service refuses and what a page shows, in words with plain spaces."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import ValidationError


@contextmanager
def refused(told: str, *, field: str | None = None) -> Iterator[None]:
    """A ValidationError whose messages hold the words (with plain spaces), at the field when one is named."""
    with pytest.raises(ValidationError) as caught:
        yield
    error = caught.value
    if field is not None:
        assert field in error.message_dict, f"said at {list(error.message_dict)}, not at {field}"
    messages = error.message_dict[field] if field else error.messages
    text = " ".join(messages).replace("\u00a0", " ")
    assert told in text, f"said ”{text}”"


def text(response: Any) -> str:
    """A page as text, with plain spaces."""
    return response.content.decode().replace("\u00a0", " ")
