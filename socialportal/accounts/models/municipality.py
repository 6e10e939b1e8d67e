"""The 98 municipalities, and what those that use the portal have set."""

import re
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from socialportal.common.collation import DANISH
from socialportal.common.colours import contrast_with_white
from socialportal.common.dated import Dated, DatedQuerySet
from socialportal.common.records import LiveManager, Record

if TYPE_CHECKING:
    from ..access import Access

LOWEST_CONTRAST = 7.0
COLOUR = r"^#[0-9a-fA-F]{6}$"
# Two municipalities are not called by their place's name alone.
OFFICIAL_NAMES = {"0101": "Københavns Kommune", "0400": "Bornholms Regionskommune"}


class MunicipalityQuerySet(models.QuerySet):
    """Reads of municipalities."""

    def with_records(self) -> Self:
        """Those that use the portal."""
        return self.filter(uses_portal=True)

    def visible_to(self, access: "Access") -> Self:
        """One's own; all of them for the system administrator, who invites their first administrators."""
        return self.all() if access.is_system_administrator else self.filter(pk__in=access.municipalities())


def check_accent(value: str) -> None:
    """The accent stands as text on white, and white stands on it: 7:1 both ways (WCAG AAA, so that thin type is safe)."""
    # All validators of a field are run, so what is no colour comes this far; `COLOUR` has the words for it.
    if re.fullmatch(COLOUR, value) and contrast_with_white(value) < LOWEST_CONTRAST:
        raise ValidationError("Farven er for lys til at kunne læses på hvidt. Vælg en mørkere (kontrast mindst 7:1).")


class Municipality(Record):
    """One of the 98, with the settings of those that use the portal."""

    class Threshold(models.IntegerChoices):
        THREE = 3, "3 (Danmarks Statistiks mindste)"
        FIVE = 5, "5 (det forsigtige valg)"

    code = models.CharField("kommunekode", max_length=4, validators=[RegexValidator(r"^\d{4}$")])
    name = models.CharField("navn", max_length=60, db_collation=DANISH)
    region = models.CharField("region", max_length=60)
    uses_portal = models.BooleanField("bruger portalen", default=False)
    threshold = models.PositiveSmallIntegerField(
        "mindste antal i offentlige tal om personer", choices=Threshold.choices, default=Threshold.THREE
    )
    accent = models.CharField(
        "farve",
        max_length=7,
        default="#0b525b",
        validators=[RegexValidator(COLOUR, "Skriv farven som # og seks tegn, fx #0b525b."), check_accent],
        help_text="Bruges til overskrifter og knapper. Skal kunne læses på hvidt.",
    )
    logo = models.ImageField("logo", upload_to="logos/", blank=True)
    figures_from = models.PositiveSmallIntegerField(
        "tal findes fra år",
        null=True,
        blank=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
        help_text="Før dette år vises ingen sammenligning.",
    )

    approves_profiles = models.BooleanField(
        "godkender virksomhedernes sider",
        default=False,
        help_text="Så ser offentligheden først, hvad en virksomhed ændrer på sin side, når kommunen har godkendt det.",
    )

    objects = LiveManager.from_queryset(MunicipalityQuerySet)()

    class Meta:
        verbose_name = "kommune"
        verbose_name_plural = "kommuner"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="accounts_municipality_code_once",
                violation_error_message="Der er allerede en kommune med den kode.",
            ),
            models.CheckConstraint(
                condition=Q(threshold__in=[3, 5]),
                name="accounts_municipality_threshold_3_or_5",
                violation_error_message="Tærsklen er 3 eller 5.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """`Slagelse Kommune`, `Københavns Kommune`, `Bornholms Regionskommune`."""
        return OFFICIAL_NAMES.get(self.code, f"{self.name} Kommune")


class UnitNameQuerySet(DatedQuerySet):
    """Reads of the names of units."""

    def visible_to(self, access: "Access") -> Self:
        """One's own municipalities'."""
        return self.filter(municipality__in=access.municipalities())


class UnitName(Dated, Record):
    """What a part of the municipality is called, in a period: the law no longer demands a jobcenter."""

    class Unit(models.TextChoices):
        COORDINATING = "coordinating", "den socialøkonomiske enhed"
        JOBCENTRE = "jobcentre", "jobcenter eller beskæftigelsesenhed"
        CENTRE = "centre", "center eller forvaltning"

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="unit_names", verbose_name="kommune"
    )
    unit = models.CharField("enhed", max_length=20, choices=Unit.choices)
    name = models.CharField("navn", max_length=120)

    objects = LiveManager.from_queryset(UnitNameQuerySet)()

    class Meta(Dated.Meta):
        verbose_name = "enhedens navn"
        verbose_name_plural = "enhedernes navne"
        ordering = ["unit", "-valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "unit"],
                condition=Q(valid_to=None, deleted_at=None),
                name="accounts_unitname_one_open",
                violation_error_message="Enheden har allerede et navn, der gælder nu. Afslut det, før et nyt begynder.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
