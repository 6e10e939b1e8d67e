"""The report's way to the reader: checked by the enterprises, approved by the chief, laid before committees."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from enterprises.models import Presence
from socialportal.accounts.models import Municipality, User
from socialportal.common.records import LiveManager, Record

from .politics import Committee, Decision
from .report import OfReport, Recommendation


class FactCheck(OfReport):
    """Faktatjek hos virksomhederne: each sees what the draft says of it, and answers by a date."""

    due_on = models.DateField("frist")
    message = models.TextField(
        "besked til virksomhederne",
        max_length=2000,
        blank=True,
        help_text="Står øverst i mailen og på siden, hvor de svarer.",
    )
    opened_on = models.DateField("åbnet", editable=False)
    closed_on = models.DateField("lukket", null=True, blank=True, editable=False)

    HISTORY = {
        "added": "åbnede {label}",
        "closed": "lukkede {label}",
        "reopened": "åbnede {label} igen",
        "reminded": "mindede om {label}",
    }

    class Meta:
        verbose_name = "faktatjek"
        verbose_name_plural = "faktatjek"
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(deleted_at=None, closed_on=None),
                name="reports_fact_check_one_open",
                violation_error_message="Der er allerede et åbent faktatjek af årsrapporten.",
            )
        ]

    def __str__(self) -> str:
        return f"faktatjek af årsrapporten {self.report.year}"

    def get_absolute_url(self) -> str:
        """Where the answers stand."""
        return reverse("reports:fact-check", args=[self.report.year])


class FactCheckReplyQuerySet(models.QuerySet):
    """Reads of answers."""

    def visible_to(self, access: object) -> Self:
        """Those of one's own municipalities, and one's own enterprises' own."""
        own = access.own_enterprises()  # type: ignore[attr-defined]
        return self.filter(
            Q(fact_check__report__municipality__in=access.municipalities())  # type: ignore[attr-defined]
            | Q(presence__enterprise__in=own)
        )


class FactCheckReply(Record):
    """What an enterprise says of what the draft says of it, and what came of it."""

    class Verdict(models.TextChoices):
        RIGHT = "right", "Det er rigtigt"
        WRONG = "wrong", "Noget skal rettes"

    class Handled(models.TextChoices):
        MENDED = "mended", "Rettet"
        KEPT = "kept", "Ikke rettet"

    fact_check = models.ForeignKey(
        FactCheck, on_delete=models.CASCADE, related_name="replies", verbose_name="faktatjek"
    )
    presence = models.ForeignKey(
        Presence, on_delete=models.PROTECT, related_name="fact_check_replies", verbose_name="virksomhed"
    )
    verdict = models.CharField("svar", max_length=10, choices=Verdict.choices)
    text = models.TextField("hvad der skal rettes", max_length=4000, blank=True)
    answered_at = models.DateTimeField("svaret", editable=False)
    answered_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="svaret af"
    )
    handled = models.CharField("hvad der blev gjort", max_length=10, choices=Handled.choices, blank=True)
    handled_note = models.TextField("kommunens svar", max_length=2000, blank=True)

    HISTORY = {
        "added": "svarede på {label}",
        "handled": "svarede virksomheden på {label}",
        "unhandled": "tog svaret til virksomheden tilbage: {label}",
    }
    objects = LiveManager.from_queryset(FactCheckReplyQuerySet)()

    class Meta:
        verbose_name = "svar på faktatjek"
        verbose_name_plural = "svar på faktatjek"
        ordering = ["presence__enterprise__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["fact_check", "presence"],
                condition=Q(deleted_at=None),
                name="reports_fact_check_reply_once",
                violation_error_message="Virksomheden har allerede svaret.",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="wrong") | ~Q(text=""),
                name="reports_fact_check_wrong_says_what",
                violation_error_message="Skriv, hvad der skal rettes.",
            ),
            models.CheckConstraint(
                condition=~Q(handled="kept") | ~Q(handled_note=""),
                name="reports_fact_check_kept_says_why",
                violation_error_message="Skriv til virksomheden, hvorfor det ikke rettes.",
            ),
        ]

    def __str__(self) -> str:
        return f"faktatjek, {self.presence.enterprise}"

    def get_absolute_url(self) -> str:
        """Among the answers."""
        return f"{self.fact_check.get_absolute_url()}#svar-{self.pk}"

    @property
    def municipality(self) -> Municipality:
        """The report's."""
        return self.fact_check.report.municipality


class Approval(OfReport):
    """Chefens godkendelse of the public edition as it stood: `checksum` says of what, so that a later change shows."""

    class State(models.TextChoices):
        ASKED = "asked", "Afventer chefen"
        APPROVED = "approved", "Godkendt"
        RETURNED = "returned", "Sendt tilbage"

    state = models.CharField("tilstand", max_length=10, choices=State.choices, default=State.ASKED, editable=False)
    checksum = models.CharField("kontrolsum", max_length=64, editable=False)
    note = models.TextField("bemærkning til chefen", max_length=2000, blank=True)
    comment = models.TextField("chefens bemærkning", max_length=2000, blank=True)
    asked_at = models.DateTimeField("sendt til godkendelse", editable=False)
    asked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="sendt af"
    )
    decided_at = models.DateTimeField("afgjort", null=True, editable=False)
    decided_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="afgjort af"
    )

    HISTORY = {
        "added": "sendte {label} til godkendelse",
        "approved": "godkendte {label}",
        "sent_back": "sendte {label} tilbage",
        "taken_back": "tog {label} tilbage fra godkendelse",
    }

    class Meta:
        verbose_name = "godkendelse"
        verbose_name_plural = "godkendelser"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(deleted_at=None, state="asked"),
                name="reports_approval_one_asked",
                violation_error_message="Årsrapporten ligger allerede til godkendelse.",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(comment=""),
                name="reports_approval_returned_says_why",
                violation_error_message="Skriv, hvad der skal ændres.",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at=None) | (~Q(state="asked") & ~Q(decided_at=None)),
                name="reports_approval_decided_has_time",
                violation_error_message="En afgjort godkendelse skal have et tidspunkt.",
            ),
        ]

    def __str__(self) -> str:
        return f"årsrapporten {self.report.year}"

    def get_absolute_url(self) -> str:
        """Where it is approved."""
        return reverse("reports:approval", args=[self.report.year])


class AgendaItem(OfReport):
    """Sagsfremstilling: the report as an item on a committee's agenda, and the decision when it has come back."""

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="agenda_items", verbose_name="udvalg"
    )
    meeting_on = models.DateField("møde")
    title = models.CharField("overskrift", max_length=200)
    summary = models.TextField("resumé", blank=True)
    proposal = models.TextField("indstilling", blank=True, help_text="Én på hver linje. Fortsætter ”… indstiller, at”.")
    background = models.TextField("sagsfremstilling", blank=True)
    economy = models.TextField("økonomi", blank=True)
    further_course = models.TextField("videre forløb", blank=True)
    filed_as = models.CharField("journalnummer", max_length=60, blank=True)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="agenda_items",
        verbose_name="beslutning",
    )

    HISTORY = {"decided": "noterede udvalgets beslutning om {label}"}

    class Meta:
        verbose_name = "sagsfremstilling"
        verbose_name_plural = "sagsfremstillinger"
        ordering = ["meeting_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "committee", "meeting_on"],
                condition=Q(deleted_at=None),
                name="reports_agenda_item_once",
                violation_error_message="Rapporten er allerede på det møde.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.committee})"

    def get_absolute_url(self) -> str:
        """Where it is written."""
        return reverse("reports:agenda-item", args=[self.pk])


class RecommendationAnswer(OfReport):
    """What became of a recommendation of an earlier report, told in a later one: beslutning → hvad skete → tallet nu."""

    class Followed(models.TextChoices):
        YES = "yes", "Fulgt"
        PARTLY = "partly", "Fulgt delvis"
        NO = "no", "Ikke fulgt"

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="answers", verbose_name="anbefaling"
    )
    followed = models.CharField("fulgt", max_length=10, choices=Followed.choices)
    text = models.TextField("hvad der skete", blank=True, help_text="Er den ikke fulgt helt, så skriv hvorfor.")
    decision = models.ForeignKey(
        Decision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendation_answers",
        verbose_name="beslutning",
    )

    class Meta:
        verbose_name = "svar på anbefaling"
        verbose_name_plural = "svar på anbefalinger"
        ordering = [F("recommendation__point__order").asc(nulls_last=True), "recommendation__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "recommendation"],
                condition=Q(deleted_at=None),
                name="reports_recommendation_answered_once",
                violation_error_message="Anbefalingen er allerede besvaret i årets rapport.",
            ),
            models.CheckConstraint(
                condition=Q(followed="yes") | ~Q(text=""),
                name="reports_recommendation_answer_says_why",
                violation_error_message="Skriv, hvorfor anbefalingen ikke er fulgt helt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.get_followed_display()}"

    def get_absolute_url(self) -> str:
        """Among the year's answers."""
        return f"{reverse('reports:answers', args=[self.report.year])}#anbefaling-{self.recommendation_id}"  # type: ignore[attr-defined]
