"""Opslagstavlen: posts and replies, for the enterprises of a municipality and its people. Nothing of it is public."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.pages import Door, RecordAdd, RecordEdit, RecordList, RecordPage, RecordRemove
from socialportal.common.records import Conflict

from ..filters.network import BoardFilter
from ..forms.board import PostForm, ReplyForm
from ..models import BoardPost, BoardReply
from ..queries_network import own_presences
from ..services import board as services
from ..tables.network import BoardTable
from .doors import events_for

VIEW, POST, REPLY = "enterprises.view_board", services.POST, services.REPLY


def crumb() -> tuple[str, str]:
    """The way back."""
    return "Opslagstavle", reverse("enterprises:board")


class _OfBoard(Door):
    """Posts and replies on the boards of one's municipalities."""

    def visible(self) -> QuerySet:
        rows = super().visible()
        return rows.select_related("presence__enterprise", "presence__municipality")

    def more(self, record: Any) -> dict[str, Any]:
        """For the way back."""
        return {"crumb": crumb()}


class Board(RecordList):
    """What hangs there, newest first."""

    model = BoardPost
    permission = VIEW
    template_name = "enterprises/board.html"
    filter_class = BoardFilter
    table_class = BoardTable
    title = "Opslagstavle"
    lead = (
        "Her hjælper virksomhederne i netværket hinanden: ressourcer at dele, idéer at være med i og opgaver til andre."
    )
    counted = ("opslag", "opslag")
    empty_text = "Her hænger ikke noget endnu. Har I noget at dele, en idé eller en opgave, så slå det op."
    create_url_name = "enterprises:board-post-add"
    create_text = "Slå noget op"
    create_permission = POST

    def rows(self) -> QuerySet:
        live = Count("replies", filter=Q(replies__deleted_at=None))
        return self.visible().select_related("presence__enterprise").annotate(reply_count=live)

    def more(self) -> dict[str, Any]:
        return {"tabs_for": "meetings", "crumb": ("Netværk", reverse("enterprises:network"))}


class PostPage(_OfBoard, RecordPage):
    """One post, who to write to, the replies, and a form to reply with."""

    model = BoardPost
    permission = VIEW
    template_name = "enterprises/board_post.html"

    def hangs(self, record: BoardPost) -> bool:
        """Whether it is on the board today."""
        return record.closed_on is None and record.shown_until >= timezone.localdate()

    def texts(self, record: BoardPost) -> Any:
        yield record.get_kind_display(), record.text

    def facts(self, record: BoardPost) -> Any:
        enterprise = record.enterprise
        yield "Virksomhed", enterprise.name
        yield "Telefon", enterprise.phone
        yield "E-mail", enterprise.email
        yield "Slået op", danish.date(timezone.localdate(record.created_at))
        if record.closed_on:
            yield "Lukket", danish.date(record.closed_on)
        else:
            yield "Hænger til og med", danish.date(record.shown_until)

    def actions(self, record: BoardPost) -> Any:
        if self.may(POST, record):
            yield "Ret opslaget", reverse("enterprises:board-post-edit", args=[record.pk])
        if self.may(services.REMOVE, record):
            text = "Slet" if self.may(POST, record) else "Fjern opslaget"
            yield text, reverse("enterprises:board-post-remove", args=[record.pk])

    def events(self, record: BoardPost) -> Any:
        return events_for(self.request.access, record)

    def more(self, record: BoardPost) -> dict[str, Any]:
        rows: Any = record.replies.filter(presence__enterprise__deleted_at=None)  # type: ignore[attr-defined]
        replies = list(rows.select_related("presence__enterprise", "presence__municipality"))
        replying = self.hangs(record) and ReplyAdd.own(self.request.access, record).exists()
        return super().more(record) | {
            "hangs": self.hangs(record),
            "own": self.may(POST, record),
            "replies": [(one, self.may(services.REMOVE, one)) for one in replies],
            "reply_form": ReplyForm(
                instance=BoardReply(post=record),
                access=self.request.access,
                own=ReplyAdd.own(self.request.access, record),
            )
            if replying
            else None,
        }


class PostAdd(_OfBoard, RecordAdd):
    model = BoardPost
    permission = POST
    form_class = PostForm
    template_name = "enterprises/network_form.html"
    service = staticmethod(services.put_up)
    title = "Slå noget op"
    lead = "De andre virksomheder i netværket og kommunen kan læse det. Det bliver ikke vist offentligt."
    submit_text = "Slå op"
    done_text = "”{record}” hænger nu på opslagstavlen."

    def form_options(self) -> dict[str, Any]:
        return {"own": own_presences(self.request.access, timezone.localdate())}

    def cancel_url(self, record: Any) -> str:
        return reverse("enterprises:board")


class PostEdit(_OfBoard, RecordEdit):
    """Only whose it is."""

    model = BoardPost
    permission = POST
    form_class = PostForm
    template_name = "enterprises/network_form.html"
    conflict_template_name = "enterprises/network_conflict.html"
    change = staticmethod(services.change_post)
    title = "Ret opslaget"

    def form_options(self) -> dict[str, Any]:
        return {"own": own_presences(self.request.access, timezone.localdate())}


class PostRemove(_OfBoard, RecordRemove):
    """Whose it is, and the coordinator with a reason."""

    model: Any = BoardPost
    permission = services.REMOVE
    template_name = "enterprises/network_confirm.html"
    service = staticmethod(services.take_down)

    def page(self, record: Any, form: Any, status: int = 200) -> HttpResponse:
        form.fields["reason"].required = not self.may(POST, record)
        return super().page(record, form, status)

    def heading(self, record: Any) -> str:
        return f"Slet ”{record}”?" if self.may(POST, record) else f"Fjern ”{record}” fra opslagstavlen?"

    def more(self, record: Any) -> dict[str, Any]:
        lead = "" if self.may(POST, record) else "Skriv hvorfor. Virksomheden får begrundelsen at vide."
        return super().more(record) | {"lead": lead}

    def losses(self, record: Any) -> list[str]:
        number = record.replies.count()
        return [danish.count(number, "svar", "svar")] if number else []

    def done_url(self, record: Any) -> str:
        return reverse("enterprises:board")


class ReplyRemove(PostRemove):
    model = BoardReply

    def losses(self, record: Any) -> list[str]:
        return []

    def done_url(self, record: Any) -> str:
        return record.get_absolute_url()

    def visible(self) -> QuerySet:
        return super().visible().select_related("post__presence__enterprise", "post__presence__municipality")


class PostClose(_OfBoard):
    """One button: it has been settled."""

    model = BoardPost
    permission = POST

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        post = self.the_record()
        sent = request.POST.get("version", "")
        try:
            version = int(sent) if sent.isdecimal() else post.version
            services.close_post(self.request.access, post, expected_version=version)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        except Conflict:
            messages.warning(request, "En anden har rettet opslaget imens. Se det igennem, og luk det så.")
        else:
            messages.success(request, "Opslaget er lukket. I kan stadig finde det under ”Også de gamle”.")
        return HttpResponseRedirect(post.get_absolute_url())


class ReplyAdd(_OfBoard, RecordAdd):
    """A reply; the form stands under the post, and here when something in it is wrong."""

    model = BoardReply
    permission = REPLY
    form_class = ReplyForm
    template_name = "enterprises/network_form.html"
    service = staticmethod(services.reply)
    title = "Svar på ”{record.post}”"
    submit_text = "Send svaret"
    done_text = "Svaret er sendt."

    @staticmethod
    def own(access: Any, post: BoardPost) -> QuerySet:
        """One's own enterprises on the post's board."""
        return own_presences(access, timezone.localdate()).filter(municipality=post.municipality)

    def the_post(self) -> BoardPost:
        """What is replied to."""
        posts: Any = BoardPost.objects.all()
        rows = posts.visible_to(self.request.access).select_related("presence__enterprise", "presence__municipality")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def start(self) -> BoardReply:
        return BoardReply(post=self.the_post())

    def form_options(self) -> dict[str, Any]:
        return {"own": self.own(self.request.access, self.the_post())}

    def cancel_url(self, record: Any) -> str:
        return record.post.get_absolute_url()

    def done_url(self, record: Any) -> str:
        return f"{record.post.get_absolute_url()}#svar-{record.pk}"
