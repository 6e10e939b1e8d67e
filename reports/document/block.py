"""What every block of facts is."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Block:
    """Something a point shows, and the template that knows how it looks."""

    template: ClassVar[str] = ""
