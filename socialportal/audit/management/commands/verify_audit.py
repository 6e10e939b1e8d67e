"""`verify_audit`: is the log as it was written?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from socialportal.common import danish

from ...chain import Anchor, broken_links, chain_end, chain_up


class Command(BaseCommand):
    """Names every entry that was changed, removed, added or moved; exit status 1 when there is one."""

    help = "Efterprøver historikkens kæde og nævner hver hændelse, der ikke er, som den blev skrevet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor",
            metavar="NUMMER:SUM",
            help="kædens ende, som kommandoen skrev den tidligere; afslører også en kæde, der er skrevet helt om",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            anchor = Anchor.parse(options["anchor"]) if options["anchor"] else None
        except ValueError as error:
            raise CommandError("Skriv ankeret som NUMMER:SUM, fx 412:9f3c…") from error
        chain_up()
        broken = list(broken_links(anchor))
        for number, text in broken:
            self.stdout.write(f"Hændelse {number} {text}.")
        end = chain_end()
        if broken:
            raise CommandError(f"Historikken er ikke, som den blev skrevet ({len(broken)} fund).")
        self.stdout.write(f"Historikken er hel: {danish.count(end.number, 'hændelse', 'hændelser')}.")
        if end.number:
            self.stdout.write(f"Kædens ende: {end}")
