"""The notice board: what the enterprises of a municipality offer and ask each other."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand, may
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish
from socialportal.notices.services.telling import settle

from ..models import BoardPost, BoardReply
from ..network_terms import LONGEST_SHOWN
from ..queries_network import active_presences
from . import guarded, network_telling

POST, REPLY, REMOVE = "enterprises.post_on_board", "enterprises.reply_on_board", "enterprises.remove_from_board"


def _check(post: BoardPost) -> None:
    today = timezone.localdate()
    if post.shown_until and post.shown_until < today:
        raise ValidationError({"shown_until": "Dagen er gået. Vælg en dag, der kommer."})
    if post.shown_until and post.shown_until > today + LONGEST_SHOWN:
        raise ValidationError({"shown_until": "Et opslag kan højst hænge et år ad gangen. Vælg en tidligere dag."})


def _check_active(record: BoardPost | BoardReply) -> None:
    if not active_presences(record.municipality, timezone.localdate()).filter(pk=record.presence.pk).exists():
        raise ValidationError("Kun virksomheder, der er aktive i kommunen, kan skrive på opslagstavlen.")


@transaction.atomic
def put_up(access: Access, post: BoardPost, *, links: Links | None = None, reason: str = "") -> BoardPost:
    """A new post; the other active enterprises of the municipality are told in their overview of the day.

    Raises ValidationError for a day that has passed, or more than a year away.
    """
    _check(post)
    _check_active(post)
    made = guarded.add(access, POST, post, reason=reason)
    network_telling.tell_of_post(made)
    return made


def change_post(
    access: Access, post: BoardPost, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> BoardPost:
    """Rettelse; a later day hangs up again what had run out."""
    _check(post)
    return guarded.change(access, POST, post, expected_version=expected_version, reason=reason)


@transaction.atomic
def close_post(access: Access, post: BoardPost, *, expected_version: int, reason: str = "") -> BoardPost:
    """It has been settled: it is off the board, and those not told yet will not be."""
    if post.closed_on is not None:
        return post
    post.closed_on = timezone.localdate()
    settle(f"opslag {post.pk} ")
    return guarded.change(access, POST, post, expected_version=expected_version, reason=reason, verb="closed")


@transaction.atomic
def take_down(access: Access, record: BoardPost | BoardReply, *, expected_version: int, reason: str = "") -> None:
    """Puts a post or a reply in the trash. The municipality, too, can do so, and says why: whoever wrote it is told.

    Raises ValidationError when it gives no reason.
    """
    demand(access, REMOVE, record)
    foreign = not may(access, POST, record)
    if foreign and not reason.strip():
        raise ValidationError("Skriv, hvorfor det fjernes. Virksomheden får begrundelsen at vide.")
    guarded.remove(access, REMOVE, record, expected_version=expected_version, reason=reason)
    settle(f"opslag{'' if isinstance(record, BoardPost) else '-svar'} {record.pk} ")
    if foreign:
        network_telling.tell_removed(record, reason.strip())


def bring_back(access: Access, record: BoardPost | BoardReply) -> BoardPost | BoardReply:
    """Takes it out of the trash."""
    return guarded.restore(access, REMOVE, record)


@transaction.atomic
def reply(access: Access, answer: BoardReply, *, links: Links | None = None, reason: str = "") -> BoardReply:
    """An answer that all on the board can read; the post's enterprise is told.

    Raises ValidationError for a post that is closed or has run out, and from an enterprise of another municipality.
    """
    post = BoardPost.objects.select_for_update().get(pk=answer.post.pk)
    if post.closed_on or post.shown_until < timezone.localdate():
        when = danish.date(post.closed_on or post.shown_until)
        raise ValidationError(
            f"Opslaget hang til {when}, så der kan ikke svares mere. Skriv til virksomheden i stedet."
        )
    if answer.municipality_id != post.municipality_id:
        raise ValidationError("Kun virksomheder i samme kommune kan svare på opslaget.")
    _check_active(answer)
    made = guarded.add(access, REPLY, answer, reason=reason)
    network_telling.tell_of_reply(access, made)
    return made
