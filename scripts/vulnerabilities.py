"""Asks the public advisory service about the locked packages. A known vulnerability fails; a service that cannot be reached
is said aloud, because then nothing was checked.
"""

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements" / "base.txt"


def main() -> int:
    """1 when a locked package has a known vulnerability."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(LOCK), "--require-hashes", "--disable-pip"]
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments
            [*command, "--format", "json", "--progress-spinner", "off"], capture_output=True, text=True, timeout=180
        )
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError, KeyError):
        packages = []
    asked = [p for p in packages if "vulns" in p]
    bad = [(p["name"], v["id"], ", ".join(v.get("fix_versions", []))) for p in asked for v in p["vulns"]]
    for name, advisory, fixed in bad:
        sys.stdout.write(f"FEJL  sårbarhed i {name}: {advisory} (rettet i {fixed or 'ingen version endnu'})\n")
    if not asked:
        sys.stdout.write("??    sårbarheder: tjenesten kan ikke nås herfra, så intet er efterset\n")
    elif not bad:
        sys.stdout.write(f"OK    sårbarheder: ingen kendte i {len(asked)} pakker\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
