"""Committees that change name, and what they decided."""

from django.db import models
from django.urls import reverse

from enterprises.models.network import OfMunicipalityQuerySet
from socialportal.accounts.models import Municipality
from socialportal.common.dated import Dated, DatedQuerySet
from socialportal.common.records import LiveManager, Record


class CommitteeQuerySet(OfMunicipalityQuerySet, DatedQuerySet):  # type: ignore[override]
    """Reads of committees."""


class Committee(Dated, Record):
    """Udvalg, under the name it has in a period: committees are renamed with each election."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="committees", verbose_name="kommune"
    )
    name = models.CharField("navn", max_length=160)
    abbreviation = models.CharField("forkortelse", max_length=20, blank=True)

    objects = LiveManager.from_queryset(CommitteeQuerySet)()

    class Meta(Dated.Meta):
        verbose_name = "udvalg"
        verbose_name_plural = "udvalg"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its place on the page of committees and decisions."""
        return f"{reverse('reports:politics')}#udvalg-{self.pk}"


class DecisionQuerySet(models.QuerySet):
    """Reads of decisions."""

    def visible_to(self, access: object) -> "DecisionQuerySet":
        """One's own municipalities'."""
        return self.filter(committee__municipality__in=access.municipalities())  # type: ignore[attr-defined]


class Decision(Record):
    """Beslutning: what a committee decided, quoted, dated and filed."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="decisions", verbose_name="udvalg")
    decided_on = models.DateField("besluttet")
    title = models.CharField("om", max_length=200)
    quote = models.TextField("citat", blank=True, help_text="Beslutningens ord, uden anførselstegn.")
    filed_as = models.CharField("journalnummer", max_length=60, blank=True)

    objects = LiveManager.from_queryset(DecisionQuerySet)()

    class Meta:
        verbose_name = "beslutning"
        verbose_name_plural = "beslutninger"
        ordering = ["decided_on", "pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.decided_on:%d.%m.%Y})"

    def get_absolute_url(self) -> str:
        """Its place on the page of committees and decisions."""
        return f"{reverse('reports:politics')}#beslutning-{self.pk}"

    @property
    def municipality(self) -> Municipality:
        """The committee's."""
        return self.committee.municipality
