"""Template tags of the portal's own components."""

import re
from collections.abc import Iterable
from typing import Any

from crispy_forms.utils import render_crispy_form
from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet
from django.http import QueryDict
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .. import crispy, form_errors
from ..links import web_address
from ..table_rows import rows_of

register = template.Library()

# Shape → classes of the badge. Shape and colour repeat what the word says, they never say it alone.
STATUS_CLASSES = {
    "ok": "badge badge-success s ok",
    "half": "badge badge-info s half",
    "now": "badge badge-warning s now",
    "over": "badge badge-error s over",
    "todo": "badge plain s todo",
    "full": "badge plain s full",
    "plain": "badge plain",
    "law": "badge s law",
    "done": "s ok",
}


@register.simple_tag
def status(shape: str, text: str) -> SafeString:
    """`{% status "ok" "Registreret" %}`: word, shape and colour. `done` is for lists, where what is done stays quiet.

    Raises KeyError for an unknown shape.
    """
    return format_html('<span class="{}">{}</span>', STATUS_CLASSES[shape], text)


@register.filter
def web(written: str) -> str:
    """The address, when it leads to a page on the web; else nothing, and it is no link. For what people outside have written."""
    return web_address(written or "")


# --- Frame ----------------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def error_prefix(context: RequestContext) -> str:
    """`Fejl: ` before the title of a page whose form was sent with errors: the first thing a screen reader says."""
    return "Fejl: " if form_errors.problems(_forms(context)) else ""


# A participant's number, as `agreements` makes them. Titles end in histories, bookmarks and logs of machines we do not know.
_NUMBER = re.compile(r"\s*\b[A-ZÆØÅ]-\d{4,}\b")


@register.filter
def numberless(title: str) -> str:
    """A page's title without the number of a participant: `Deltager S-0042` → `Deltager`."""
    return _NUMBER.sub("", title)


def _forms(context: RequestContext) -> list[BaseForm | BaseFormSet]:
    """The forms of a page, wherever it keeps them, each once."""
    found: list[Any] = [context.get("form"), *_several(context.get("forms"))]
    found += [context.get("formset"), *_several(context.get("formsets"))]
    found += [getattr(context.get("filter"), "form", None)]
    unique = {id(form): form for form in found if isinstance(form, (BaseForm, BaseFormSet))}
    return list(unique.values())


def _several(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, (list, tuple)) else []


@register.simple_tag(takes_context=True)
def menu_links(context: RequestContext) -> list[dict[str, str]]:
    """The main menu, each link with its `aria-current`: `page` for this very page, `true` for the part we are in."""
    path = getattr(context.get("request"), "path", "")
    menu: list[Any] = list(context.get("menu") or [])
    reach: list[tuple[str, Any]] = [
        (prefix, link) for link in menu for prefix in (link.prefix, *getattr(link, "also", ()))
    ]
    reached = [pair for pair in reach if path.startswith(pair[0])]
    here: Any = max(reached, key=lambda pair: len(pair[0]))[1] if reached else object()
    return [
        {
            "text": link.text,
            "url": link.url,
            "current": ("page" if link.url == path else "true") if link is here else "",
        }
        for link in menu
    ]


@register.simple_tag
def breadcrumb(*parts: str) -> SafeString:
    """`{% breadcrumb "Virksomheder" list_url "Sumak" %}`: text and address in turn; the last text, this page, has none."""
    steps = list(zip(parts[::2], parts[1::2], strict=False))
    items = format_html_join("", '<li><a href="{1}">{0}</a></li>', steps)
    if len(parts) % 2:
        items += format_html('<li aria-current="page">{}</li>', parts[-1])
    return format_html('<nav class="crumbs" aria-label="Brødkrumme"><ol>{}</ol></nav>', items)


# --- Addresses of the same page -------------------------------------------------------------------------------------
def _query(context: RequestContext) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if request else QueryDict(mutable=True)


@register.simple_tag(takes_context=True)
def querystring_with(context: RequestContext, *pairs: Any) -> str:
    """`{% querystring_with "sort" "navn" "page" None %}`: this page's query with values put in or (None) taken out.

    Names may be variables, which Django's own `{% querystring %}` does not allow.
    """
    query = _query(context)
    for name, value in zip(pairs[::2], pairs[1::2], strict=True):
        if value is None:
            query.pop(str(name), None)
        else:
            query[str(name)] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def table_caption(table: Any) -> str:
    """What a table is called: its own `caption`, else the title of the page it stands on."""
    context = getattr(table, "context", None)
    return str(getattr(table, "caption", "") or (context.get("title") if context else "") or "Tabel")


@register.simple_tag(takes_context=True)
def table_rows(context: RequestContext, table: Any) -> SafeString:
    """The `<tr>`s of a table's page."""
    return rows_of(table, context)


@register.simple_tag
def page_numbers(page: Page) -> list[int | None]:
    """The page numbers worth a link, None where some are left out."""
    paginator = page.paginator
    numbers = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.simple_tag(takes_context=True)
def hidden_query(context: RequestContext, *names: str) -> SafeString:
    """Hidden fields that carry the named parts of this page's query through a GET form."""
    query = _query(context)
    pairs = [(name, value) for name in names for value in query.getlist(name)]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


# --- Forms ----------------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def form_problems(context: RequestContext) -> list[form_errors.Problem]:
    """All errors of the page's forms, for the summary."""
    return form_errors.problems(_forms(context))


@register.simple_tag
def field_parts(field: Any, **extra: str) -> crispy.Parts:
    """A field taken apart for the form pack; `extra` are attributes of its control (`_` becomes `-`)."""
    return crispy.Parts(field, {name.replace("_", "-"): value for name, value in extra.items()})


@register.simple_tag
def form_fields(form: BaseForm) -> SafeString:
    """All fields of a form without tag, token and summary, by the layout of its helper if it has one."""
    helper = getattr(form, "helper", None)
    if helper is not None and helper.layout is not None:
        helper.form_tag = False
        helper.disable_csrf = True
        return render_crispy_form(form)
    return render_to_string("dkfds/uni_form.html", {"form": form, "field_template": "dkfds/field.html"})


@register.simple_tag
def filter_fields(form: BaseForm) -> SafeString:
    """All fields of a filter: that they are optional goes without saying."""
    form.unmarked = True  # type: ignore[attr-defined]
    return form_fields(form)


@register.simple_tag(takes_context=True)
def page_forms(context: RequestContext) -> list[BaseForm]:
    """The forms (not formsets) that a form page shows."""
    several = _several(context.get("forms"))
    return several or [form for form in [context.get("form")] if form is not None]


@register.simple_tag(takes_context=True)
def needs_multipart(context: RequestContext) -> bool:
    """Whether any form of the page takes a file."""
    return any(form.is_multipart() for form in _forms(context))


@register.filter
def as_list(value: Any) -> list[Any]:
    """A list of what is there: one value or several, nothing for an empty one."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, Iterable) and not isinstance(value, (str, bytes)) else [value]
