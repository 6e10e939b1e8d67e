"""`annual_report`: renders a report from the records. See contracts.md, "Commands"."""

import contextlib
import datetime as dt
import errno
import json
import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from reports import document, editions, exports, indicators, queries
from reports.editions import Edition
from reports.figures import Basis, BasisError
from socialportal.accounts.models import Municipality
from socialportal.common.pdf import PdfError

FORMATS = ("pdf", "html", "json")
_NO_ACCESS = "der er ikke adgang"
_WHY = {
    errno.EACCES: _NO_ACCESS,
    errno.EPERM: _NO_ACCESS,
    errno.EROFS: _NO_ACCESS,
    errno.ENOENT: "stedet findes ikke",
    errno.ENOSPC: "disken er fuld",
    errno.ENAMETOOLONG: "navnet er for langt",
}


class Fejl(CommandError):
    """Django prints the class's name before the message, and the reader is Danish."""


class Command(BaseCommand):
    """All or nothing: the file is written whole under another name, and then given its own."""

    help = "Laver en årsrapport ud fra oplysningerne i portalen."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--municipality", required=True, metavar="KODE", help="kommunekode, fx 0330")
        parser.add_argument("--year", required=True, metavar="ÅR")
        parser.add_argument("--edition", required=True, help=" eller ".join(Edition))
        parser.add_argument("--format", required=True, help=", ".join(FORMATS))
        parser.add_argument("--output", required=True, metavar="FIL")
        parser.add_argument("--as-of", metavar="DATO", help="opgjort pr., fx 2018-06-30; ellers årets sidste dag")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] not in FORMATS:
            raise Fejl(f"Formatet {options['format']} findes ikke. Vælg {', '.join(FORMATS)}.")
        try:
            edition = Edition(options["edition"])
        except ValueError as error:
            raise Fejl(f"Udgaven {options['edition']} findes ikke. Vælg {' eller '.join(Edition)}.") from error
        output = Path(options["output"])
        _check_writable(output)
        try:
            basis = Basis.of(_municipality(options["municipality"]), _year(options["year"]), _day(options["as_of"]))
            content = render(basis, edition, options["format"], draft=options["as_of"] is not None)
        except BasisError as error:
            raise Fejl(str(error)) from error
        except PdfError as error:
            raise Fejl(str(error)) from error
        except DatabaseError as error:
            raise Fejl("Databasen kan ikke læses. Kører den, og er ”manage.py migrate” kørt?") from error
        write(output, content)


def render(basis: Basis, edition: Edition, form: str, *, draft: bool = False) -> bytes:
    """The report as a file. HTML and PDF come from `reports.document`; a draft is stamped as one."""
    if form == "json":
        printed = editions.printed(indicators.count(basis), edition)
        told = exports.figures_json(printed, queries.texts(basis))
        return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    return document.render(basis, edition, form, draft=draft)


def _municipality(code: str) -> Municipality:
    found = Municipality.objects.filter(code=code).first()
    if found is None:
        raise Fejl(f"Der er ingen kommune med koden {code}. Koden har fire cifre, fx 0330 for Slagelse.")
    return found


def _year(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise Fejl(f"Året skal være et tal, fx 2018, ikke {text}.") from error


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text is not None else None
    except ValueError as error:
        raise Fejl(f"Datoen skal skrives som 2018-06-30, ikke {text}.") from error


# --- Writing, all or nothing ------------------------------------------------------------------------------------------


def _check_writable(output: Path) -> None:
    """Says at once what would only be found out after the report was made."""
    if output.is_dir():
        raise Fejl(f"Kan ikke skrive til {output}: det er en mappe. Skriv også filens navn.")
    if not output.parent.is_dir():
        raise Fejl(f"Kan ikke skrive til {output}: mappen {output.parent} findes ikke.")
    if not os.access(output.parent, os.W_OK):
        raise Fejl(f"Kan ikke skrive til {output}: der er ikke adgang til mappen {output.parent}.")


def write(output: Path, content: bytes) -> None:
    """Into a new file beside it, which then takes its place; a reader sees the old one or the new one, never half."""
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as file:
            temporary = file.name
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _ordinary_mode())
        os.replace(temporary, output)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise Fejl(f"Kan ikke skrive til {output}: {_WHY.get(error.errno or 0, 'filen kan ikke laves')}.") from error


def _ordinary_mode() -> int:
    """What a file made in the usual way may be read by; a temporary file is its owner's alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
