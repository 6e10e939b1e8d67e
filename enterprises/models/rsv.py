"""The way to being a registered social enterprise (RSV), as dated facts with source."""

from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from socialportal.accounts.models import Municipality, User
from socialportal.accounts.roles import STAFF
from socialportal.common.dated import Dated, DatedQuerySet
from socialportal.common.records import LiveManager, Record

from .belonging import OfEnterpriseQuerySet
from .enterprise import CvrNumber, Enterprise
from .vocabulary import RsvCriterion

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


class RsvQuerySet(DatedQuerySet):
    """Reads of RSV periods."""

    def registered(self) -> Self:
        """Periods in the official register."""
        return self.filter(state=RsvPeriod.State.REGISTERED)

    def in_progress(self) -> Self:
        """Periods of working towards it: decided, or applied."""
        return self.filter(state__in=[RsvPeriod.State.WORKING, RsvPeriod.State.APPLIED])


class RsvPeriod(Dated, Record):
    """One state on the way, from a day to a day. Belongs to the enterprise, optionally to one of its CVR numbers."""

    class State(models.TextChoices):
        IDEA = "idea", "Overvejer registrering"
        WORKING = "working", "Arbejder med at blive registreret"
        APPLIED = "applied", "Har ansøgt om registrering"
        REGISTERED = "registered", "Registreret socialøkonomisk virksomhed (RSV)"
        LEFT = "left", "Ikke længere registreret"

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="rsv_periods", verbose_name="virksomhed"
    )
    cvr_number = models.ForeignKey(
        CvrNumber,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="rsv_periods",
        verbose_name="CVR-nummer",
    )
    state = models.CharField("status", max_length=20, choices=State.choices)
    source = models.CharField("kilde", max_length=200, blank=True, help_text="Fx ”cvr.dk, set 3. december 2018”.")
    checked_on = models.DateField("efterset", null=True, blank=True)
    checked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="efterset af"
    )

    HISTORY = {
        "added": "noterede ny status for {label}",
        "ended": "noterede, at den tidligere status gjaldt til og med {last_day} ({label})",
        "removed": "slettede status for {label}",
    }
    objects = LiveManager.from_queryset(RsvQuerySet)()

    class Meta(Dated.Meta):
        verbose_name = "status som RSV"
        verbose_name_plural = "status som RSV"
        ordering = ["enterprise__name", "valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["enterprise", "cvr_number"],
                condition=Q(valid_to=None, deleted_at=None),
                name="enterprises_rsv_one_open",
                violation_error_message="Afslut den nuværende status, før en ny begynder.",
            ),
            # Without a CVR number it is the enterprise's own status; SQLite knows no NULLS NOT DISTINCT.
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(cvr_number=None, valid_to=None, deleted_at=None),
                name="enterprises_rsv_one_open_without_cvr",
                violation_error_message="Afslut den nuværende status, før en ny begynder.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        """Where the enterprise's way to registration stands."""
        return f"{self.enterprise.get_absolute_url()}#rsv"


class RsvCheckQuerySet(OfEnterpriseQuerySet):
    """Reads of own looks."""

    def visible_to(self, access: "Access") -> Self:
        """Those of the municipalities one works for: where an enterprise is in two, each has its own."""
        return super().visible_to(access).filter(municipality__in=access.municipalities(*STAFF))


class RsvCheck(Record):
    """The municipality looked for itself: what the official register says, and its own judgement beside it (context.md C1).

    Internal to the municipality that looked; the public is told that one of them has.
    """

    class Judgement(models.TextChoices):
        YES = "yes", "Lever op til kravene"
        NO = "no", "Lever ikke op til kravene"
        UNKNOWN = "unknown", "Ikke vurderet"

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="rsv_checks", verbose_name="virksomhed"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, editable=False, related_name="+", verbose_name="kommune"
    )
    cvr_number = models.ForeignKey(
        CvrNumber, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="CVR-nummer"
    )
    checked_on = models.DateField("efterset")
    checked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="efterset af"
    )
    in_register = models.BooleanField("står i registret som RSV", default=False)
    judgement = models.CharField("vores vurdering", max_length=10, choices=Judgement.choices, default=Judgement.UNKNOWN)
    source = models.CharField("hvor", max_length=200, help_text="Fx ”cvr.dk”.")
    note = models.TextField("bemærkning", max_length=1000, blank=True)

    HISTORY = {"added": "efterså {label}"}
    objects = LiveManager.from_queryset(RsvCheckQuerySet)()

    class Meta:
        verbose_name = "eftersyn af RSV"
        verbose_name_plural = "eftersyn af RSV"
        ordering = ["-checked_on", "-pk"]

    def __str__(self) -> str:
        return f"RSV-status for {self.enterprise}"

    def get_absolute_url(self) -> str:
        """Where the enterprise's way to registration stands."""
        return f"{self.enterprise.get_absolute_url()}#rsv"


class CriterionAnswer(Record):
    """How the enterprise stands with one of the criteria. A checklist on the way, not a decision."""

    class Met(models.TextChoices):
        YES = "yes", "På plads"
        PARTLY = "partly", "I gang"
        NO = "no", "Mangler"

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="criterion_answers", verbose_name="virksomhed"
    )
    criterion = models.ForeignKey(RsvCriterion, on_delete=models.PROTECT, related_name="+", verbose_name="krav")
    met = models.CharField("hvor langt er I?", max_length=6, choices=Met.choices)
    note = models.TextField("bemærkning", max_length=2000, blank=True)

    HISTORY = {"added": "svarede på {label}", "corrected": "rettede svaret på {label}"}
    objects = LiveManager.from_queryset(OfEnterpriseQuerySet)()

    class Meta:
        verbose_name = "svar på krav til RSV"
        verbose_name_plural = "svar på krav til RSV"
        ordering = ["criterion__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "criterion"],
                condition=Q(deleted_at=None),
                name="enterprises_criterion_once",
                violation_error_message="Der er allerede svaret på det krav. Ret svaret i stedet.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion} ({self.enterprise})"

    def get_absolute_url(self) -> str:
        """Where the enterprise's way to registration stands."""
        return f"{self.enterprise.get_absolute_url()}#rsv"


class RsvReport(Record):
    """The yearly report duty of a registered enterprise, met on a day. The duty is the enterprise's; the portal reminds."""

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="rsv_reports", verbose_name="virksomhed"
    )
    year = models.PositiveSmallIntegerField(
        "regnskabsår", validators=[MinValueValidator(2015), MaxValueValidator(2100)]
    )
    sent_on = models.DateField("indberettet")

    HISTORY = {"added": "noterede, at der er indberettet for {label}"}
    objects = LiveManager.from_queryset(OfEnterpriseQuerySet)()

    class Meta:
        verbose_name = "indberetning som RSV"
        verbose_name_plural = "indberetninger som RSV"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "year"],
                condition=Q(deleted_at=None),
                name="enterprises_rsv_report_once_a_year",
                violation_error_message="Indberetningen for det år er allerede noteret.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.year}"

    def get_absolute_url(self) -> str:
        """Where the enterprise's way to registration stands."""
        return f"{self.enterprise.get_absolute_url()}#rsv"


class EnterpriseDocument(Record):
    """A paper that shows how a criterion is met (statutes, accounts), or another of the enterprise's. Never public."""

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="documents", verbose_name="virksomhed"
    )
    criterion = models.ForeignKey(
        RsvCriterion, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="viser kravet"
    )
    title = models.CharField("titel", max_length=160)
    file = models.FileField("fil", upload_to="virksomhedsdokumenter/", max_length=200)
    file_name = models.CharField("filnavn", max_length=160, editable=False)
    media_type = models.CharField("filtype", max_length=100, editable=False)
    size = models.PositiveIntegerField("størrelse i bytes", editable=False)
    checksum = models.CharField("kontrolsum", max_length=64, editable=False)

    HISTORY = {"added": "lagde dokumentet ”{label}” op", "removed": "slettede dokumentet ”{label}”"}
    objects = LiveManager.from_queryset(OfEnterpriseQuerySet)()

    class Meta:
        verbose_name = "virksomhedens dokument"
        verbose_name_plural = "virksomhedens dokumenter"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where the enterprise's way to registration stands."""
        return f"{self.enterprise.get_absolute_url()}#rsv"
