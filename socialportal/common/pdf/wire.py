"""How the two processes talk: one JSON header and any number of byte strings, each with its length in front.

No pickle: what comes back from the process that read a stranger's text is data, never code.
"""

import json
import struct
from collections.abc import Sequence
from typing import Any

_LENGTH = struct.Struct("!Q")


def pack(header: dict[str, Any], blobs: Sequence[bytes] = ()) -> bytes:
    """Header and blobs as one message."""
    parts = [json.dumps(header, ensure_ascii=False).encode(), *blobs]
    return b"".join(piece for part in parts for piece in (_LENGTH.pack(len(part)), part))


def unpack(message: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The header and the blobs. Raises ValueError when the message is cut off or not ours."""
    parts, position = [], 0
    while position < len(message):
        if position + _LENGTH.size > len(message):
            raise ValueError("message cut off in a length")
        (length,) = _LENGTH.unpack_from(message, position)
        position += _LENGTH.size
        if position + length > len(message):
            raise ValueError("message cut off in a part")
        parts.append(message[position : position + length])
        position += length
    if not parts:
        raise ValueError("empty message")
    header = json.loads(parts[0])
    if not isinstance(header, dict):
        raise ValueError("header is no object")
    return header, parts[1:]
