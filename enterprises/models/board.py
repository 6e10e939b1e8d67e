"""Opslagstavle: resources to share, ideas that others can join, work to hand on. The enterprises help each other."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts.roles import ENTERPRISE_USER, STAFF
from socialportal.common.records import LiveManager, Record

from .belonging import OfPresence
from .presence import Presence

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


def _in_my_municipalities(access: "Access", place: str) -> Q:
    """Staff see their municipalities' board; an enterprise's people that of the municipalities it is active in."""
    own = access.own_enterprises(ENTERPRISE_USER)
    mine = Presence.objects.active_on(timezone.localdate()).filter(municipality=OuterRef(place), enterprise__in=own)
    return Q(**{f"{place}__in": access.municipalities(*STAFF)}) | Q(Exists(mine))


class BoardPostQuerySet(models.QuerySet):
    """Reads of posts."""

    def visible_to(self, access: "Access") -> Self:
        """Those on the boards of one's municipalities."""
        return self.filter(
            _in_my_municipalities(access, "presence__municipality"), presence__enterprise__deleted_at=None
        )


class BoardPost(OfPresence, Record):
    """What an enterprise offers or asks the others for."""

    class Kind(models.TextChoices):
        RESOURCE = "resource", "Ressource at dele"
        IDEA = "idea", "Idé, andre kan være med til"
        SUBCONTRACT = "subcontract", "Opgave til en underleverandør"

    presence = models.ForeignKey(
        Presence, on_delete=models.CASCADE, related_name="board_posts", verbose_name="virksomhed"
    )
    kind = models.CharField("slags", max_length=12, choices=Kind.choices)
    title = models.CharField("overskrift", max_length=120)
    text = models.TextField("tekst", max_length=2000)
    shown_until = models.DateField("vises til og med")
    closed_on = models.DateField("lukket", null=True, blank=True)

    shared = True  # a board's posts are for all its enterprises to read (`rules.is_reader`)
    HISTORY = {"added": "slog ”{label}” op", "closed": "lukkede opslaget ”{label}”"}
    objects = LiveManager.from_queryset(BoardPostQuerySet)()

    class Meta:
        verbose_name = "opslag"
        verbose_name_plural = "opslag"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("enterprises:board-post", args=[self.pk])


class BoardReplyQuerySet(models.QuerySet):
    """Reads of replies."""

    def visible_to(self, access: "Access") -> Self:
        """Those under posts one may see."""
        posts: BoardPostQuerySet = BoardPost.objects.all()  # type: ignore[assignment]
        return self.filter(post__in=posts.visible_to(access))


class BoardReply(OfPresence, Record):
    """An answer that all on the board can read."""

    post = models.ForeignKey(BoardPost, on_delete=models.CASCADE, related_name="replies", verbose_name="opslag")
    presence = models.ForeignKey(Presence, on_delete=models.CASCADE, related_name="+", verbose_name="virksomhed")
    text = models.TextField("svar", max_length=1000)

    objects = LiveManager.from_queryset(BoardReplyQuerySet)()

    class Meta:
        verbose_name = "svar på opslag"
        verbose_name_plural = "svar på opslag"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"Svar fra {self.presence.enterprise}"

    def get_absolute_url(self) -> str:
        """The post's page."""
        return self.post.get_absolute_url()
