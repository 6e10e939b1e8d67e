"""Opgaver til salg: small tasks below the duty to tender, and market dialogues. The portal tells; it picks nobody."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts.models import Municipality
from socialportal.common.records import LiveManager, Record

from .belonging import OfPresence
from .presence import Presence
from .vocabulary import ProductCategory

if TYPE_CHECKING:
    from socialportal.accounts.access import Access

    from .enterprise import Enterprise


class TaskQuerySet(models.QuerySet):
    """Reads of tasks."""

    def visible_to(self, access: "Access") -> Self:
        """One's own municipalities'; for an enterprise's people the published ones where it is active, and its own."""
        mine = Presence.objects.filter(municipality=OuterRef("municipality"), enterprise__in=access.own_enterprises())
        return self.filter(
            Q(municipality__in=access.municipalities())
            | (Q(Exists(mine.active_on(timezone.localdate()))) & Q(published_on__isnull=False))
            | Q(buyer__enterprise__in=access.own_enterprises())
        )

    def open_on(self, day: dt.date) -> Self:
        """Published, not settled, and not past the deadline."""
        return self.filter(published_on__lte=day, deadline__gte=day, outcome="")

    def fitting(self, enterprise: "Enterprise", day: dt.date) -> Self:
        """Those an active enterprise may do: of a group it sells something of, or, for a social enterprise, of no group."""
        here = Presence.objects.filter(municipality=OuterRef("municipality"), enterprise=enterprise).active_on(day)
        sold = ProductCategory.objects.filter(products__enterprise=enterprise, products__deleted_at=None)
        wanted = Task.categories.through.objects.filter(task=OuterRef("pk"))
        social = here.filter(kind=Presence.Kind.SOCIAL_ENTERPRISE)
        sells = wanted.filter(productcategory__in=sold.values("pk"))
        return self.filter(Exists(here), Q(Exists(sells)) | (~Q(Exists(wanted)) & Q(Exists(social)))).exclude(
            buyer__enterprise=enterprise
        )

    def with_interest(self, access: "Access") -> Self:
        """Adds `shown` (how many have shown interest: for those who may know) and `mine` (whether one's own has)."""
        live = Q(interests__deleted_at=None)
        own = TaskInterest.objects.filter(task=OuterRef("pk"), presence__enterprise__in=access.own_enterprises())
        return self.annotate(shown=Count("interests", filter=live), mine=Exists(own))


class Task(Record):
    """Something somebody wants to buy: what, where, what counts, until when."""

    class Kind(models.TextChoices):
        SMALL = "small", "Opgave under grænsen for udbud"
        DIALOGUE = "dialogue", "Markedsdialog"
        ANNOUNCED = "announced", "Udbudt et andet sted"

    class Outcome(models.TextChoices):
        OPEN = "", "Ikke afgjort"
        BOUGHT = "bought", "Købt hos en socialøkonomisk virksomhed"
        ELSEWHERE = "elsewhere", "Købt hos en anden"
        NOTHING = "nothing", "Ikke købt"

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="tasks", verbose_name="kommune"
    )
    buyer = models.ForeignKey(
        Presence,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks_wanted",
        verbose_name="køber, når det er en virksomhed i portalen",
    )
    buyer_name = models.CharField("køber", max_length=160, blank=True, help_text="Afdeling eller virksomhed.")
    contact = models.CharField("kontakt hos køber", max_length=200, blank=True)
    kind = models.CharField("slags", max_length=10, choices=Kind.choices, default=Kind.SMALL)
    title = models.CharField("opgave", max_length=160)
    what = models.TextField("hvad skal laves?", max_length=3000)
    where = models.CharField("hvor", max_length=160, blank=True)
    counts = models.TextField("hvad lægges der vægt på?", max_length=1000, blank=True)
    categories = models.ManyToManyField(ProductCategory, blank=True, related_name="+", verbose_name="hvad det er")
    deadline = models.DateField("meld interesse senest")
    announcement = models.URLField("det officielle opslag", blank=True)
    published_on = models.DateField("slået op", null=True, editable=False)
    told = models.PositiveSmallIntegerField("virksomheder, der fik besked", null=True, editable=False)
    outcome = models.CharField(
        "hvad blev det til?", max_length=10, choices=Outcome.choices, blank=True, default=Outcome.OPEN
    )
    bought_from = models.ForeignKey(
        Presence,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks_won",
        verbose_name="købt hos",
    )
    outcome_on = models.DateField("afgjort", null=True, blank=True)
    amount = models.DecimalField(
        "beløb i kr.", max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(1)]
    )

    HISTORY = {
        "added": "beskrev opgaven ”{label}”",
        "removed": "slettede opgaven ”{label}”",
        "published": "slog opgaven ”{label}” op",
        "taken_down": "tog opgaven ”{label}” ned",
        "settled": "noterede, hvad opgaven ”{label}” blev til",
    }
    objects = LiveManager.from_queryset(TaskQuerySet)()

    class Meta:
        verbose_name = "opgave til salg"
        verbose_name_plural = "opgaver til salg"
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="announced") | ~Q(announcement=""),
                name="enterprises_task_announced_somewhere",
                violation_error_message="Skriv adressen på det officielle opslag.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="bought") | Q(bought_from__isnull=False),
                name="enterprises_task_bought_from_one",
                violation_error_message="Vælg den virksomhed, opgaven blev købt hos.",
            ),
            models.CheckConstraint(
                condition=~Q(buyer=None, buyer_name=""),
                name="enterprises_task_has_buyer",
                violation_error_message="Skriv, hvem der køber.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("enterprises:task", args=[self.pk])

    @property
    def shared(self) -> bool:
        """Whether the enterprises may read it."""
        return self.published_on is not None

    @property
    def buyer_said(self) -> str:
        """Who buys, as it is read: `Musholm, Køkkenet`, or a part of the municipality by its name."""
        return ", ".join(filter(None, [self.buyer.enterprise.name if self.buyer else "", self.buyer_name]))


class TaskInterestQuerySet(models.QuerySet):
    """Reads of interest shown."""

    def visible_to(self, access: "Access") -> Self:
        """Staff's municipalities, the buyer's, and one's own; never a competitor's."""
        own = access.own_enterprises()
        return self.filter(
            Q(task__municipality__in=access.municipalities())
            | Q(task__buyer__enterprise__in=own)
            | Q(presence__enterprise__in=own)
        )


class TaskInterest(OfPresence, Record):
    """An enterprise would like to do it."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="interests", verbose_name="opgave")
    presence = models.ForeignKey(
        Presence, on_delete=models.CASCADE, related_name="task_interests", verbose_name="virksomhed"
    )
    text = models.TextField("besked til køber", max_length=1500, blank=True)

    HISTORY = {"added": "meldte interesse for ”{label}”", "removed": "trak interessen for ”{label}” tilbage"}
    objects = LiveManager.from_queryset(TaskInterestQuerySet)()

    class Meta:
        verbose_name = "interesse for opgave"
        verbose_name_plural = "interesse for opgaver"
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "presence"],
                condition=Q(deleted_at=None),
                name="enterprises_interest_once",
                violation_error_message="I har allerede meldt interesse.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task}"

    def get_absolute_url(self) -> str:
        """The task's page."""
        return self.task.get_absolute_url()
