"""Money to look for: calls shared by mail, and what was applied for with which result."""

from typing import TYPE_CHECKING, Any, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts.models import Municipality
from socialportal.common import danish
from socialportal.common.periods import Period
from socialportal.common.records import LiveManager, Record

from .belonging import OfPresence, OfPresenceQuerySet
from .grant import Grant
from .presence import Presence

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


class FundMailingQuerySet(models.QuerySet):
    """Reads of fund mailings."""

    def visible_to(self, access: "Access") -> Self:
        """One's own municipalities'; for an enterprise's people those that were sent where it is active."""
        here = Presence.objects.filter(municipality=OuterRef("municipality"), enterprise__in=access.own_enterprises())
        mine = Exists(here.active_on(timezone.localdate()))
        return self.filter(Q(municipality__in=access.municipalities()) | (Q(mine) & Q(sent_on__isnull=False)))

    def sent_within(self, period: Period) -> Self:
        """Sent in the period."""
        return self.filter(sent_on__gte=period.first, sent_on__lte=period.last)


class FundMailing(Record):
    """Puljemail: an overview of calls, mailed to the municipality's enterprises (domain-model R21)."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="fund_mailings", verbose_name="kommune"
    )
    title = models.CharField("emne", max_length=160)
    text = models.TextField("tekst", max_length=5000, blank=True)
    sent_on = models.DateField("sendt", null=True, blank=True, editable=False)
    receivers = models.PositiveSmallIntegerField("modtagere", null=True, blank=True, editable=False)

    HISTORY = {
        "added": "skrev puljemailen ”{label}” ind",
        "sent": "sendte puljemailen ”{label}”",
        "removed": "slettede puljemailen ”{label}”",
    }
    objects = LiveManager.from_queryset(FundMailingQuerySet)()

    class Meta:
        verbose_name = "puljemail"
        verbose_name_plural = "puljemails"
        ordering = [F("sent_on").desc(nulls_first=True), "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("enterprises:fund-mailing", args=[self.pk])

    @property
    def shared(self) -> bool:
        """Whether the enterprises may read it."""
        return self.sent_on is not None


class FundCall(Record):
    """One call in a mailing: a fund, what it gives to, until when."""

    mailing = models.ForeignKey(FundMailing, on_delete=models.CASCADE, related_name="calls", verbose_name="puljemail")
    name = models.CharField("pulje eller fond", max_length=160)
    gives_to = models.CharField("giver til", max_length=300, blank=True)
    deadline = models.DateField("frist", null=True, blank=True)
    website = models.URLField("hjemmeside", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = LiveManager()

    class Meta:
        verbose_name = "pulje"
        verbose_name_plural = "puljer"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class GrantApplicationQuerySet(OfPresenceQuerySet):
    """Reads of applications."""

    def sums(self) -> dict[str, Any]:
        """`applied` and `granted` in kroner (None: nothing known), `answered` and `yes`: how many have an answer, and a grant."""
        result = GrantApplication.Result
        return self.aggregate(
            applied=Sum("amount"),
            granted=Sum("grant__amount", filter=Q(grant__deleted_at=None)),
            answered=Count("pk", filter=Q(result__in=[result.GRANTED, result.REFUSED])),
            yes=Count("pk", filter=Q(result=result.GRANTED)),
        )


class GrantApplication(OfPresence, Record):
    """Ansøgning: applied for, perhaps with the municipality as co-signer, and what came of it."""

    class Result(models.TextChoices):
        WAITING = "waiting", "Afventer svar"
        GRANTED = "granted", "Bevilget"
        REFUSED = "refused", "Afslag"
        WITHDRAWN = "withdrawn", "Trukket tilbage"

    presence = models.ForeignKey(
        Presence, on_delete=models.PROTECT, related_name="grant_applications", verbose_name="ansøger"
    )
    fund = models.CharField("pulje eller fond", max_length=160)
    purpose = models.CharField("formål", max_length=300)
    amount = models.DecimalField(
        "søgt beløb i kr.", max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(1)]
    )
    applied_on = models.DateField("søgt")
    co_signed = models.BooleanField("kommunen er medunderskriver", default=False)
    written_by = models.CharField(
        "skrevet af", max_length=120, blank=True, help_text="Fx virksomheden selv eller en fundraiser."
    )
    result = models.CharField("resultat", max_length=10, choices=Result.choices, default=Result.WAITING)
    answered_on = models.DateField("svar modtaget", null=True, blank=True)
    grant = models.OneToOneField(
        Grant,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="application",
        verbose_name="bevilling",
    )

    HISTORY = {"added": "skrev ansøgningen ind", "answered": "noterede svaret på ansøgningen"}
    objects = LiveManager.from_queryset(GrantApplicationQuerySet)()

    class Meta:
        verbose_name = "ansøgning"
        verbose_name_plural = "ansøgninger"
        ordering = ["-applied_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0),
                name="enterprises_application_amount_positive",
                violation_error_message="Beløbet skal være større end 0 kr. Lad feltet stå tomt, hvis det ikke kendes.",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("applied_on")),
                name="enterprises_application_answer_after",
                violation_error_message="Svaret ligger før ansøgningen. Ret en af datoerne.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.presence.enterprise}: {self.fund} {danish.date(self.applied_on)}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("enterprises:application", args=[self.pk])
