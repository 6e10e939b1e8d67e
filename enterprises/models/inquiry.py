"""Én indgang: those who want to start or move a social enterprise, the advice they get, and who helps with what."""

from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from socialportal.accounts.models import Municipality, User
from socialportal.common import danish
from socialportal.common.periods import Period, year
from socialportal.common.records import LiveManager, Record

from .belonging import OfMunicipalityQuerySet
from .enterprise import Enterprise
from .vocabulary import HelperKind

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


class InquiryQuerySet(OfMunicipalityQuerySet):
    """Reads of inquiries."""

    def visible_to(self, access: "Access") -> Self:
        """One's own municipalities', once the sender has answered the mail."""
        return super().visible_to(access).confirmed()

    def confirmed(self) -> Self:
        """Those whose sender has answered the mail; the others are nobody's yet."""
        return self.filter(confirmed_at__isnull=False)

    def open(self) -> Self:
        """Neither established nor dropped."""
        return self.exclude(state__in=Inquiry.ENDED)


class Inquiry(Record):
    """Henvendelse: somebody wants to start a social enterprise, or move one here."""

    class Wish(models.TextChoices):
        START = "start", "Starte en socialøkonomisk virksomhed"
        MOVE = "move", "Flytte en virksomhed hertil eller åbne en afdeling"
        CHANGE = "change", "Gøre en virksomhed, der findes, socialøkonomisk"
        OTHER = "other", "Andet"

    class State(models.TextChoices):
        NEW = "new", "Ny"
        IN_CONTACT = "in_contact", "I kontakt"
        ADVISED = "advised", "Vejledt"
        ON_THE_WAY = "on_the_way", "På vej"
        ESTABLISHED = "established", "Etableret"
        DROPPED = "dropped", "Opgivet"

    ENDED = ("established", "dropped")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="inquiries", verbose_name="kommune"
    )
    wish = models.CharField("ønske", max_length=10, choices=Wish.choices)
    name = models.CharField("navn", max_length=120)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("telefon", max_length=30, blank=True)
    enterprise_name = models.CharField("virksomhedens navn", max_length=120, blank=True)
    idea = models.TextField("idé", max_length=3000)
    state = models.CharField("hvor langt", max_length=12, choices=State.choices, default=State.NEW, editable=False)
    caretaker = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="tages af"
    )
    enterprise = models.ForeignKey(
        Enterprise,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="inquiries",
        verbose_name="blev til",
    )
    received_on = models.DateField("modtaget")
    confirmed_at = models.DateTimeField("bekræftet", null=True, editable=False)
    token_digest = models.CharField(max_length=64, blank=True, editable=False)

    HISTORY = {
        "added": "skrev henvendelsen fra {label}",
        "confirmed": "tog imod henvendelsen fra {label}",
        "became": "noterede, hvad henvendelsen fra {label} blev til",
        "removed": "slettede henvendelsen fra {label}",
    }
    objects = LiveManager.from_queryset(InquiryQuerySet)()

    class Meta:
        verbose_name = "henvendelse"
        verbose_name_plural = "henvendelser"
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["token_digest"], name="enterprises_inquiry_token")]
        constraints = [
            # Who writes proves an address; who calls may have a telephone only.
            models.CheckConstraint(
                condition=~Q(email="", phone=""),
                name="enterprises_inquiry_reachable",
                violation_error_message="Skriv en e-mail eller et telefonnummer, så I kan svare.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("enterprises:inquiry", args=[self.pk])


class InquiryStep(Record):
    """What happened with an inquiry: it came further, or a note about it."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="steps", verbose_name="henvendelse")
    on = models.DateField("dag")
    state = models.CharField("hvor langt", max_length=12, choices=Inquiry.State.choices)
    note = models.TextField("bemærkning", max_length=1000, blank=True)

    HISTORY = {"added": "noterede: {label}", "removed": "slettede: {label}"}
    objects = LiveManager()

    class Meta:
        verbose_name = "trin i henvendelsen"
        verbose_name_plural = "trin i henvendelsen"
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {danish.date(self.on)}"

    @property
    def municipality(self) -> Municipality:
        """The inquiry's."""
        return self.inquiry.municipality

    @property
    def municipality_id(self) -> int:
        """The inquiry's, without asking the database for it."""
        return self.inquiry.municipality_id  # type: ignore[attr-defined]


class AdviceQuerySet(OfMunicipalityQuerySet):
    """Reads of advice sessions."""

    def held_within(self, period: Period) -> Self:
        """Held in the period."""
        return self.filter(held_on__gte=period.first, held_on__lte=period.last)

    def by_month(self, number: int) -> list[dict[str, int]]:
        """The twelve months of a year, each with its `number` and how many conversations, by topic and in `total`."""
        counted = (
            self.held_within(year(number)).order_by().values("held_on__month", "topic").annotate(sessions=Count("pk"))
        )
        months = [{"number": month, **dict.fromkeys(AdviceSession.Topic.values, 0)} for month in range(1, 13)]
        for row in counted:
            months[row["held_on__month"] - 1][row["topic"]] = row["sessions"]
        return [month | {"total": sum(month[topic] for topic in AdviceSession.Topic.values)} for month in months]


class AdviceSession(Record):
    """Vejledning: one conversation, about business or employment, counted per month."""

    class Topic(models.TextChoices):
        BUSINESS = "business", "Forretning"
        EMPLOYMENT = "employment", "Beskæftigelse"

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="advice_sessions", verbose_name="kommune"
    )
    held_on = models.DateField("dag")
    topic = models.CharField("om", max_length=10, choices=Topic.choices)
    inquiry = models.ForeignKey(
        Inquiry, on_delete=models.SET_NULL, null=True, blank=True, related_name="advice", verbose_name="henvendelse"
    )
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.SET_NULL, null=True, blank=True, related_name="advice", verbose_name="virksomhed"
    )
    with_whom = models.CharField(
        "med", max_length=160, blank=True, help_text="Hvis det ikke er en henvendelse eller virksomhed."
    )
    advised_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="vejledt af"
    )
    minutes = models.PositiveSmallIntegerField(
        "minutter", null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(600)]
    )
    note = models.TextField("bemærkning", max_length=1000, blank=True)

    objects = LiveManager.from_queryset(AdviceQuerySet)()

    class Meta:
        verbose_name = "vejledning"
        verbose_name_plural = "vejledninger"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(inquiry=None, enterprise=None, with_whom=""),
                name="enterprises_advice_with_somebody",
                violation_error_message="Skriv, hvem der blev vejledt.",
            )
        ]

    def __str__(self) -> str:
        return f"Vejledning {danish.date(self.held_on)}"

    def get_absolute_url(self) -> str:
        """The list, where it stands."""
        return reverse("enterprises:advice")


class HelperQuerySet(models.QuerySet):
    """Reads of helpers."""

    def offered_in(self, municipality: Municipality | None) -> Self:
        """The national ones, and those of the municipality."""
        return self.filter(Q(municipality=None) | Q(municipality=municipality))

    def visible_to(self, access: "Access") -> Self:
        """One's own municipalities' and the national ones."""
        return self.filter(Q(municipality=None) | Q(municipality__in=access.municipalities()))


class Helper(Record):
    """Hvem hjælper med hvad: somebody outside who helps those who start. Without municipality: in the whole country."""

    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="helpers",
        verbose_name="kommune",
    )
    kind = models.ForeignKey(HelperKind, on_delete=models.PROTECT, related_name="+", verbose_name="slags")
    name = models.CharField("navn", max_length=160)
    helps_with = models.TextField("hjælper med", max_length=600)
    contact = models.CharField("kontakt", max_length=200, blank=True, help_text="Telefon, e-mail eller en afdeling.")
    website = models.URLField("hjemmeside", blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = LiveManager.from_queryset(HelperQuerySet)()

    class Meta:
        verbose_name = "hjælper"
        verbose_name_plural = "hjælpere"
        ordering = ["kind__order", "order", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list of helpers."""
        return reverse("enterprises:helpers")
