"""What a JPEG file says of itself before anything of it is unpacked. Pure."""

import re

# Each scan goes over the whole picture once more, however little stands in it: a small file can keep a machine busy for
# minutes. A photograph has one, a progressive one about ten.
MOST_SCANS = 40
_MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")  # not what stands for a byte of the picture, nor a restart
_SCAN, _END, _ALONE = 0xDA, 0xD9, frozenset({0x01, 0xD8})


def scans(content: bytes) -> int:
    """How many times the picture is gone over. What lies in the pictures within the picture (thumbnails) does not count."""
    place, found = 0, 0
    while marker := _MARKER.search(content, place):
        place, kind = marker.end(), marker.group(1)[0]
        if kind == _END:
            break
        if kind in _ALONE:
            continue
        found += kind == _SCAN
        place += max(int.from_bytes(content[place : place + 2], "big"), 2)
    return found
