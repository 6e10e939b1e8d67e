"""Adding and editing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from ..forms import DatedForm, RecordForm
from ..kept import take
from ..once import once
from ..records import Conflict, Record
from .conflicts import differing, keep, settled
from .door import Door

MORE_LINES, NEW_LINES = "more-lines", 5


class RecordForms(Door):
    """What adding and editing share."""

    template_name = "components/form_page.html"
    form_class: Any  # a subclass of RecordForm
    title: str
    lead: str = ""
    submit_text = "Gem"
    done_text = "Gemt."

    def form_options(self) -> dict[str, Any]:
        """More arguments for the form."""
        return {}

    def make_form(self, instance: Record | None, data: QueryDict | None = None) -> RecordForm:
        """The form, bound to what was sent when there is any."""
        files = self.request.FILES if data is not None else None
        return self.form_class(
            data,
            files,
            instance=instance,
            access=self.request.access,
            **self.form_options(),  # type: ignore[attr-defined]
        )

    def cancel_url(self, record: Any) -> str:
        """Where ”Fortryd” leads."""
        return record.get_absolute_url() if record is not None and record.pk else self.done_url(record)

    def done_url(self, record: Any) -> str:
        """Where one goes when it is saved."""
        return record.get_absolute_url()

    def heading(self, record: Any) -> str:
        """The page's heading."""
        return self.title.format(record=record)

    def page(self, form: RecordForm, record: Any, status: int = 200) -> HttpResponse:
        """The form page."""
        context = {
            "title": self.heading(record),
            "lead": self.lead,
            "form": form,
            "formsets": form.formsets,
            "submit_text": self.submit_text,
            "cancel_url": self.cancel_url(record),
        }
        return render(self.request, self.template_name, context | self.more(record), status=status)

    def more(self, record: Any) -> dict[str, Any]:
        """More context for a page of its own."""
        return {}

    def opened(self, record: Any) -> HttpResponse:
        """The form as it is first seen; after a login that came in between, with what was typed before it."""
        typed = take(self.request)
        if typed is None:
            return self.page(self.make_form(record), record)
        messages.warning(
            self.request, "Du var blevet logget ud. Det, du skrev, står her endnu. Se det igennem, og gem igen."
        )
        form = self.make_form(record, typed)
        form.hush()
        return self.page(form, record)

    def grown(self, record: Any) -> HttpResponse | None:
        """Where the button ”Flere linjer” was pressed: the page as it was sent, with more empty lines, and nothing saved."""
        if MORE_LINES not in self.request.POST:
            return None
        data = self.request.POST.copy()
        for lines in self.make_form(record).formsets:
            name = f"{lines.prefix}-TOTAL_FORMS"
            sent = data.get(name, "")
            data[name] = str(min(int(sent) if sent.isdecimal() else 0, lines.max_num) + NEW_LINES)
        form = self.make_form(record, data)
        form.hush()
        return self.page(form, record)

    def finish(self, record: Any) -> HttpResponse:
        """Says that it is done, and goes on."""
        messages.success(self.request, self.done_text.format(record=record))
        return HttpResponseRedirect(self.done_url(record))


def blame(form: BaseForm, error: ValidationError) -> None:
    """Puts a service's errors beside the fields they are about, and the rest on top."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for name, texts in by_field.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)


class RecordAdd(RecordForms):
    """A new record. `start` gives what is known before the form is filled in."""

    service: Callable[..., Any]
    done_text = "{record} er oprettet."

    def start(self) -> Record:
        """The empty record."""
        return self.model()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.start()
        self.allow(self.permission, record)
        return self.opened(record)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.start()
        self.allow(self.permission, record)
        if grown := self.grown(record):
            return grown
        form = self.make_form(record, request.POST)
        if form.is_valid():
            try:
                saved = self.save(form)
            except ValidationError as error:
                blame(form, error)
            else:
                return self.finish(saved)
        return self.page(form, self.start(), status=422)  # a service that gave up may have left its mark on `record`

    def save(self, form: RecordForm) -> Any:
        """Calls the service, once for each form that was shown."""
        sender = f"{self.request.access.user_id} {self.request.path}"  # type: ignore[attr-defined]
        return once(self.request.POST, lambda: self.make(form), of=sender)

    def make(self, form: RecordForm) -> Any:
        """The call itself."""
        return self.service(self.request.access, form.instance, links=form.links)  # type: ignore[attr-defined]


class RecordEdit(RecordForms):
    """An existing record: the version is compared, and a conflict is shown field by field."""

    change: Callable[..., Any]
    supersede: Callable[..., Any] | None = None
    title = "Ret {record}"
    done_text = "Ændringerne er gemt."
    conflict_template_name = "components/conflict_page.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        return self.opened(record)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        if grown := self.grown(record):
            return grown
        before = self.stored(record)  # the form changes `record` while it validates
        form = self.make_form(record, settled(request.POST, self.make_form(before)))
        if form.is_valid():
            try:
                saved = self.save(form)
            except ValidationError as error:
                blame(form, error)
            except Conflict as conflict:
                return self.conflict(form, conflict)
            else:
                return self.finish(saved)
        return self.page(form, before, status=422)

    def stored(self, record: Any) -> Any:
        """The record once more, as the database has it."""
        return self.model.with_deleted.get(pk=record.pk)

    def save(self, form: RecordForm) -> Any:
        """Calls the service: a change from a day, or a correction."""
        known = {"expected_version": form.expected_version, "links": form.links}
        access = self.request.access  # type: ignore[attr-defined]
        if isinstance(form, DatedForm) and form.change_day and self.supersede:
            return self.supersede(access, form.instance, from_day=form.change_day, **known)
        return self.change(access, form.instance, **known)

    def conflict(self, form: RecordForm, conflict: Conflict) -> HttpResponse:
        """The page on which the user chooses, field by field, between what others saved and what was typed."""
        if getattr(conflict.current, "deleted_at", None):
            raise Http404
        sent: Any = form.data
        context = {
            "title": "En anden har gemt imens",
            "rows": list(differing(form, self.make_form(conflict.current), conflict)),  # type: ignore[arg-type]
            "posted": [(name, value) for name, values in sent.lists() for value in values if keep(name)],
            "version": conflict.current.version,  # type: ignore[attr-defined]
            "theirs_by": conflict.by,
            "theirs_at": conflict.current.changed_at,  # type: ignore[attr-defined]
            "cancel_url": self.cancel_url(conflict.current),
        }
        more = self.more(conflict.current)
        return render(self.request, self.conflict_template_name, context | more, status=409)
