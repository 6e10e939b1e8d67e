"""What identifies an enterprise: other names than its own, and the CVR numbers behind it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from stdnum.dk import cvr
from stdnum.exceptions import ValidationError as NumberError

from socialportal.common.collation import DANISH
from socialportal.common.records import LiveManager, Record


class EnterpriseName(Record):
    """A former name (with the last day it held) or another way of writing it (without)."""

    enterprise = models.ForeignKey(
        "Enterprise", on_delete=models.CASCADE, related_name="other_names", verbose_name="virksomhed"
    )
    name = models.CharField("navn", max_length=160, db_collation=DANISH)
    valid_to = models.DateField("til og med", null=True, blank=True, help_text="Tomt: en anden skrivemåde.")

    HISTORY = {"added": "tilføjede navnet ”{label}”", "removed": "slettede navnet ”{label}”"}
    objects = LiveManager()

    class Meta:
        verbose_name = "andet navn"
        verbose_name_plural = "andre navne"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name"],
                condition=Q(deleted_at=None, valid_to=None),
                name="enterprises_alias_once",
                violation_error_message="Navnet står der allerede.",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "valid_to"],
                condition=Q(deleted_at=None),
                name="enterprises_one_name_a_day",
                violation_error_message="Der er allerede et navn, der holdt op den dag.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where the enterprise's names stand."""
        return f"{self.enterprise.get_absolute_url()}#navne"


def check_cvr(value: str) -> None:
    """Eight digits with the right check digit; says which of the two is wrong."""
    try:
        cvr.validate(value)
    except NumberError as error:
        if len(cvr.compact(value)) != 8 or not cvr.compact(value).isdigit():
            raise ValidationError("Skriv CVR-nummeret med 8 cifre.") from error
        raise ValidationError(
            "CVR-nummeret findes ikke: et ciffer må være skrevet forkert. Se efter på cvr.dk."
        ) from error


class CvrNumber(Record):
    """One of the CVR numbers behind an enterprise: several units may stand behind one name."""

    enterprise = models.ForeignKey(
        "Enterprise", on_delete=models.CASCADE, related_name="cvr_numbers", verbose_name="virksomhed"
    )
    number = models.CharField("CVR-nummer", max_length=8, validators=[check_cvr])
    name = models.CharField(
        "enhedens navn", max_length=160, blank=True, help_text="Hvis det er et andet end virksomhedens."
    )

    HISTORY = {"added": "tilføjede CVR-nummer {label}", "removed": "slettede CVR-nummer {label}"}
    objects = LiveManager()

    class Meta:
        verbose_name = "CVR-nummer"
        verbose_name_plural = "CVR-numre"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(deleted_at=None),
                name="enterprises_cvr_number_once",
                violation_error_message="CVR-nummeret er allerede registreret på en virksomhed.",
            ),
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9]{8}$"),
                name="enterprises_cvr_number_8_digits",
                violation_error_message="Skriv CVR-nummeret med 8 cifre.",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Where the enterprise's facts stand."""
        return f"{self.enterprise.get_absolute_url()}#oplysninger"
