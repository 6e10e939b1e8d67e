"""`/konto/ordlister/`: the national lists."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from socialportal.audit.sentences import history
from socialportal.common import danish
from socialportal.common.pages import Door, RecordAdd, RecordEdit, RecordPage
from socialportal.common.pages.editing import blame
from socialportal.common.records import Conflict, Vocabulary
from socialportal.common.shown import shown

from ..doors import allow
from ..forms.words import EndWordForm, word_form
from ..services import words as services
from ..vocabularies import WordList, all_lists, find


def word_lists(request: HttpRequest) -> HttpResponse:
    """All lists, with how many words are in use."""
    allow(request, "accounts.edit_vocabularies")
    today = timezone.localdate()
    lists = [
        (one, danish.count(one.model._default_manager.active_on(today).count(), "ord", "ord"))  # type: ignore[attr-defined]
        for one in all_lists()
    ]
    return render(request, "accounts/word_lists.html", {"title": "Ordlister", "lists": lists})


class OfWords(Door):
    """What the pages of a list share: the list of the address, and its rows."""

    permission = "accounts.edit_vocabularies"

    @property
    def word_list(self) -> WordList:
        """The list of the address. Raises Http404."""
        found = find(self.kwargs["slug"])
        if found is None:
            raise Http404
        return found

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if found := find(kwargs["slug"]):
            self.model = found.model

    def visible(self) -> QuerySet:
        """The words of the list: national, so all of them."""
        return self.word_list.model._default_manager.all()

    def the_record(self) -> Any:
        self.allow(self.permission)
        return get_object_or_404(self.visible(), pk=self.kwargs["pk"])

    def url(self, name: str, record: Any = None) -> str:
        """An address within this list."""
        more = {"pk": record.pk} if record is not None and record.pk else {}
        return reverse(f"accounts:{name}", kwargs={"slug": self.kwargs["slug"], **more})

    def done_url(self, record: Any) -> str:
        """Back to the word."""
        return self.url("word", record)

    def cancel_url(self, record: Any) -> str:
        """Back to the word, or to the list."""
        return self.url("word", record) if record is not None and record.pk else self.url("words")


class Words(OfWords):
    """The words of a list: in use now, to come, gone out."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.allow(self.permission)
        today = timezone.localdate()
        rows = list(self.visible().order_by("order", "name", F("valid_from").desc(nulls_last=True)))
        in_use = [row for row in rows if row.holds_on(today)]
        context = {
            "title": self.word_list.title,
            "lead": self.word_list.about,
            "in_use": in_use,
            "others": [row for row in rows if not row.holds_on(today)],
            "list": self.word_list,
        }
        context["count_text"] = f"{danish.count(len(in_use), 'ord', 'ord')} i brug"
        return render(request, "accounts/words.html", context)


class Word(OfWords, RecordPage):
    """One word, and what happened to it."""

    template_name = "accounts/word.html"

    def facts(self, record: Vocabulary) -> Any:
        for field in record.content_fields():
            if field.name not in {"name", "valid_from", "valid_to", "since_text", "order"}:
                yield danish.capital(str(field.verbose_name)), shown(record, field)
        yield "I brug", record.span or "altid"

    def actions(self, record: Vocabulary) -> Any:
        yield "Ret ordet", self.url("word-edit", record)
        if not self.word_list.fixed and not record.valid_to:
            yield "Tag ordet ud af brug", self.url("word-end", record)

    def events(self, record: Vocabulary) -> Any:
        return history(record)

    def more(self, record: Vocabulary) -> dict[str, Any]:
        siblings = self.visible().filter(code=record.code).exclude(pk=record.pk)
        return {"list": self.word_list, "list_url": self.url("words"), "siblings": siblings.order_by("valid_from")}


class WordForms(OfWords):
    """The form depends on the list."""

    @property
    def form_class(self) -> Any:
        """The form of this list's words."""
        return word_form(self.word_list.model)


class AddWord(WordForms, RecordAdd):
    """A new word."""

    service = staticmethod(services.add_word)

    def start(self) -> Vocabulary:
        if self.word_list.fixed:
            raise PermissionDenied
        return self.word_list.model()

    def heading(self, record: Any) -> str:
        return f"Nyt ord på listen ”{self.word_list.title}”"


class EditWord(WordForms, RecordEdit):
    """Ændring fra en dato, or Rettelse."""

    change = staticmethod(services.correct_word)
    supersede = staticmethod(services.replace_word)


class EndWord(OfWords):
    """The last day a word is in use."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        return self.page(record, EndWordForm(initial={"version": record.version, "last_day": timezone.localdate()}))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        form = EndWordForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            try:
                services.end_word(
                    request.access,  # type: ignore[attr-defined]
                    record,
                    expected_version=data["version"],
                    last_day=data["last_day"],
                )
            except ValidationError as error:
                blame(form, error)  # type: ignore[arg-type]
            except Conflict:
                messages.warning(
                    request, "En anden har ændret ordet imens. Se det igennem, før du tager det ud af brug."
                )
                return redirect(self.done_url(record))
            else:
                messages.success(request, f"”{record}” går ud af brug.")
                return redirect(self.done_url(record))
        return self.page(record, form, status=422)

    def page(self, record: Any, form: EndWordForm, status: int = 200) -> HttpResponse:
        """The question."""
        context = {
            "title": f"Tag ”{record}” ud af brug",
            "lead": "Det, der er registreret med ordet, bliver stående, og gamle rapporter beholder det.",
            "form": form,
            "submit_text": "Tag ud af brug",
            "cancel_url": self.cancel_url(record),
        }
        return render(self.request, "components/form_page.html", context, status=status)
