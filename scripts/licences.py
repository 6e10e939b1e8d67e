"""Refuses a runtime package whose licence has not been considered. Development tools may carry any free licence."""

import re
import sys
from importlib.metadata import metadata
from pathlib import Path

ACCEPTED = re.compile(
    r"MIT|BSD|Apache|MPL|Mozilla|PSF|Python Software Foundation|LGPL|Lesser General|ISC|HPND|Zlib|0BSD", re.IGNORECASE
)
LOCK = Path(__file__).parent.parent / "requirements" / "base.txt"


def licence(package: str) -> str:
    """What a package says of its licence."""
    about = metadata(package)
    classifiers = [c.split(" :: ")[-1] for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    return about.get("License-Expression") or "; ".join(classifiers) or (about.get("License") or "").split("\n")[0]


def main() -> int:
    """Prints what is not accepted; the number of them is the answer."""
    packages = re.findall(r"^([a-z0-9._-]+)==", LOCK.read_text(), re.MULTILINE | re.IGNORECASE)
    refused = [(name, found) for name in packages if not ACCEPTED.search(found := licence(name))]
    for name, found in refused:
        sys.stdout.write(f"{name}: {found or 'ingen licens oplyst'}\n")
    return 1 if refused or not packages else 0


if __name__ == "__main__":
    sys.exit(main())
