"""Presence: an enterprise in a municipality in a period. Everything that is counted hangs on it, so that an enterprise in two
municipalities is never counted twice (decisions, "What counts")."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from socialportal.accounts.models import Municipality, User
from socialportal.common.dated import Dated, DatedQuerySet
from socialportal.common.records import LiveManager, Record

from ..terms import Standing, standing
from .enterprise import Enterprise, rsv_on
from .housing import HousingArea
from .names import CvrNumber

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


class PresenceQuerySet(DatedQuerySet):
    """Reads of presences."""

    def visible_to(self, access: "Access") -> Self:
        """One's own municipalities' and one's own enterprises'."""
        return self.filter(
            Q(municipality__in=access.municipalities()) | Q(enterprise__in=access.own_enterprises()),
            enterprise__deleted_at=None,
        )

    def latest(self) -> Self:  # type: ignore[override]
        """Of each enterprise in each municipality the last one: what there is to say of those that have left, too."""
        later = Presence.objects.filter(
            enterprise=OuterRef("enterprise"),
            municipality=OuterRef("municipality"),
            valid_from__gt=OuterRef("valid_from"),
        )
        after_unknown = Presence.objects.filter(
            enterprise=OuterRef("enterprise"), municipality=OuterRef("municipality"), valid_from__isnull=False
        )
        return self.filter(~Exists(later), Q(valid_from__isnull=False) | ~Exists(after_unknown))

    def with_rsv(self, day: dt.date) -> Self:
        """Adds `rsv_now`: the enterprise's furthest state on the way to registration on the day."""
        return self.annotate(rsv_now=rsv_on(day, "enterprise"))

    def with_cvr(self) -> Self:
        """Adds `cvr_now`: the enterprise's first CVR number."""
        numbers = CvrNumber.objects.filter(enterprise=OuterRef("enterprise")).order_by("pk")
        return self.annotate(cvr_now=Subquery(numbers.values("number")[:1]))

    def counting(self) -> Self:
        """Those that count towards the goal of enterprises and initiatives."""
        return self.filter(counts_towards_goal=True)

    def listed_in(self, year: int) -> Self:
        """Those a report of the year introduces: listed, and there on at least one day of it."""
        return self.filter(listed=True).overlapping_year(year)

    def overlapping_year(self, year: int) -> Self:
        """There on at least one day of the calendar year."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=dt.date(year, 12, 31)),
            Q(valid_to=None) | Q(valid_to__gte=dt.date(year, 1, 1)),
        )


class Presence(Dated, Record):
    """Aktiv i kommunen: since when, as what, and whether it is listed and counted."""

    class Kind(models.TextChoices):
        SOCIAL_ENTERPRISE = "social_enterprise", "Socialøkonomisk virksomhed"
        INITIATIVE = "initiative", "Socialøkonomisk initiativ"
        CSR_PARTNER = "csr_partner", "CSR-partner"

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="presences", verbose_name="virksomhed"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="presences", verbose_name="kommune"
    )
    kind = models.CharField("slags", max_length=20, choices=Kind.choices)
    listed = models.BooleanField("vises på listen og i årsrapporten", default=True)
    counts_towards_goal = models.BooleanField("tæller med i målet", default=True)
    leaves = models.CharField(
        "hvad der sker ved ophør",
        max_length=250,
        blank=True,
        help_text="Én sætning, som kan trykkes, fx ”Arbejdet fortsætter i Roskilde.”",
    )
    caretaker = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kommunens kontakt",
        help_text="Hvem hos kommunen virksomheden ringer til.",
    )
    housing_area = models.ForeignKey(
        HousingArea,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lying",  # not `presences`: the rules take what has those for an enterprise
        verbose_name="boligområde",
    )
    note = models.TextField("intern note", blank=True, help_text="Kun kommunens medarbejdere ser noten.")

    HISTORY = {
        "added": "noterede {label} som aktiv",
        "ended": "noterede {label} som aktiv til og med {last_day}",
        "removed": "slettede en periode for {label}",
    }
    objects = LiveManager.from_queryset(PresenceQuerySet)()

    class Meta(Dated.Meta):
        verbose_name = "aktiv i kommunen"
        verbose_name_plural = "aktive i kommunen"
        ordering = ["enterprise__name", "valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["enterprise", "municipality"],
                condition=Q(valid_to=None, deleted_at=None),
                name="enterprises_presence_one_open",
                violation_error_message="Virksomheden er allerede aktiv i kommunen. Afslut den periode, før en ny begynder.",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "municipality", "valid_from"],
                condition=Q(deleted_at=None),
                name="enterprises_presence_start_once",
                violation_error_message="Der er allerede en periode, der begynder den dag.",
            ),
            # Two unknown starts are the same start; the rule above lets null be different from null.
            models.UniqueConstraint(
                fields=["enterprise", "municipality"],
                condition=Q(valid_from=None, deleted_at=None),
                name="enterprises_presence_unknown_start_once",
                violation_error_message="Der er allerede en periode, hvor startdagen ikke kendes.",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "valid_to"], name="enterprises_presence_stock")]

    def __str__(self) -> str:
        return f"{self.enterprise} i {self.municipality}"

    def get_absolute_url(self) -> str:
        """Where the enterprise's presences stand."""
        return f"{self.enterprise.get_absolute_url()}#aktiv"

    def is_listed_in(self, year: int) -> bool:
        """The same question as `listed_in`, of one row already in hand."""
        begun = self.valid_from is None or self.valid_from.year <= year
        return self.listed and begun and (self.valid_to is None or self.valid_to.year >= year)

    @property
    def standing(self) -> Standing:
        """Of a row read with `with_rsv`."""
        return standing(self.kind, self.rsv_now)  # type: ignore[attr-defined]
