"""What the form pack `dkfds` knows about a field: its kind, its marks, its hints, its errors in words, its control.

The templates in `templates/dkfds/` only put these parts in order, so that forms made by hand, by crispy and by
formsets look and behave the same.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.dateparse import parse_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_filters.fields import ChoiceIteratorMixin

from . import danish
from .form_errors import messages
from .form_kinds import kind

REQUIRED = "(skal udfyldes)"
OPTIONAL = "(valgfrit)"

_WIDE_FROM, _NARROW_TO = 61, 12  # max_length in characters
_LONG_TEXT = 200
_SHORT = 2  # fields
_DJANGOS_ROWS, _DJANGOS_EMPTY, _DJANGOS_SELECT = "10", "---------", "django/forms/widgets/select"


def mark(field: BoundField) -> str:
    """`(skal udfyldes)`, `(valgfrit)` or nothing: of a form's two kinds of field the rarer is marked.

    A form where all must be filled in carries no marks, nor does one where all is optional, unless it is so short that
    one would think it must (`form.unmarked` says that it is a filter). A single checkbox is a yes or a
    no, and radio buttons of which one is chosen already are an answer: they count as neither.
    """
    mine = _is_required(field.field)
    if mine is None:
        return ""
    kinds = [_is_required(other) for other in field.form.fields.values() if not other.widget.is_hidden]
    required, optional = kinds.count(True), kinds.count(False)
    if not required:
        return "" if optional > _SHORT or getattr(field.form, "unmarked", False) else OPTIONAL
    if not optional:
        return ""
    marked = required < optional
    return (REQUIRED if marked else OPTIONAL) if mine is marked else ""


def _is_required(field: forms.Field) -> bool | None:
    answered = isinstance(field.widget, forms.RadioSelect) and field.initial is not None
    return None if answered or isinstance(field.widget, forms.CheckboxInput) else field.required


def word_hint(field: BoundField) -> str:
    """How long a text may be, and how long it is now. A form says `field.word_range = (80, 250)`; else `max_length` counts.

    The number is that of the saved or sent text: without script nobody counts along, and a text that is too long is
    kept and told about, never cut.
    """
    if kind(field) != "textarea":
        return ""
    text = str(field.value() or "")
    low, high = getattr(field.field, "word_range", (None, None))
    if high:
        limit = f"{low}–{high} ord." if low else f"Højst {danish.number(high)} ord."
        return f"{limit} Lige nu {danish.count(len(text.split()), 'ord', 'ord')}."
    most = getattr(field.field, "max_length", None)
    if most and most >= _LONG_TEXT:
        return f"Højst {danish.number(most)} tegn. Lige nu {danish.count(len(text), 'tegn', 'tegn')}."
    return ""


def _width(field: BoundField) -> str:
    if isinstance(field.field, (forms.IntegerField, forms.FloatField, forms.DecimalField)):
        return "input-width-xs"
    if isinstance(field.field.widget, (forms.DateInput, forms.DateTimeInput, forms.TimeInput)):
        return "input-width-s"
    length = getattr(field.field, "max_length", None)
    if length and length <= _NARROW_TO:
        return "input-width-xs"
    if isinstance(field.field, (forms.EmailField, forms.URLField)) or (length and length >= _WIDE_FROM):
        return "input-width-xl"
    return ""


@dataclass(frozen=True)
class Parts:
    """A field taken apart for the templates."""

    field: BoundField
    extra: dict[str, str]

    @property
    def kind(self) -> str:
        return kind(self.field)

    @property
    def mark(self) -> str:
        return mark(self.field)

    @cached_property
    def words(self) -> str:
        return word_hint(self.field)

    @cached_property
    def errors(self) -> list[str]:
        return messages(self.field)

    @property
    def described_by(self) -> str:
        """The ids of hint, length and error, in the order in which they are read."""
        stem = self.field.auto_id
        ids = [self.field.field.widget.attrs.get("aria-describedby", "")]
        ids += [f"{stem}_helptext"] if self.field.help_text else []
        ids += [f"{stem}_words"] if self.words else []
        ids += [f"{stem}_error"] if self.field.errors else []
        return " ".join(filter(None, ids))

    @property
    def control(self) -> SafeString:
        """The input itself with the design system's classes, and everything that was typed still in it."""
        widget = self.field.field.widget
        names = {"select": "form-select", "checkbox": "form-checkbox"}.get(self.kind, "form-input")
        classes = [widget.attrs.get("class", ""), names, _width(self.field) if self.kind == "input" else ""]
        attrs: dict[str, Any] = {"class": " ".join(filter(None, classes)), **self.extra}
        widget.attrs.pop("placeholder", None)  # it vanishes when one types; what must be known stands as a hint
        if self.described_by:
            attrs["aria-describedby"] = self.described_by
        if isinstance(widget, (forms.DateInput, forms.NumberInput)):
            # A browser empties a date or number field whose text it cannot read, so such a text stays in a text field.
            value = self.field.value()
            shown = widget.format_value(value) if value not in (None, "") else ""
            readable, proper = (
                (_is_iso, "date") if isinstance(widget, forms.DateInput) else (_is_plain_number, "number")
            )
            widget.input_type = proper if not shown or readable(str(shown)) else "text"
        if type(widget) is forms.TextInput and isinstance(self.field.field, forms.IntegerField):
            whole = not isinstance(self.field.field, (forms.FloatField, forms.DecimalField))
            attrs["inputmode"] = "numeric" if whole else "decimal"
        if self.kind == "select":
            self._name_the_empty_choice()
        if isinstance(widget, forms.Textarea):
            widget.attrs.pop("cols", None)
            if widget.attrs.get("rows") == _DJANGOS_ROWS:
                widget.attrs["rows"] = 6
        if self.kind == "select" and widget.template_name.startswith(_DJANGOS_SELECT):
            return self._select(attrs)
        return self.field.as_widget(attrs=attrs)

    def _select(self, attrs: dict[str, Any]) -> SafeString:
        """Django's own select, without a template for each option: ten times as quick on long lists."""
        field = self.field
        attrs = field.build_widget_attrs({"id": field.auto_id, **attrs})
        made = field.field.widget.get_context(field.html_name, field.value(), attrs)["widget"]
        groups = []
        for name, options, _ in made["optgroups"]:
            html = format_html_join(
                "", '<option value="{}"{}>{}</option>', ((o["value"], flatatt(o["attrs"]), o["label"]) for o in options)
            )
            groups.append(format_html('<optgroup label="{}">{}</optgroup>', name, html) if name else html)
        return format_html(
            '<select name="{}"{}>{}</select>', made["name"], flatatt(made["attrs"]), SafeString("".join(groups))
        )

    def _name_the_empty_choice(self) -> None:
        """Django's nine hyphens become words, read aloud as such; a form's own words are kept."""
        field = self.field.field
        words = "Alle" if isinstance(field, ChoiceIteratorMixin) else "Vælg" if field.required else "Ikke valgt"
        if hasattr(field, "empty_label"):  # of models and of filters
            if field.empty_label == _DJANGOS_EMPTY:
                field.empty_label = words
        elif isinstance(field, forms.ChoiceField) and not callable(field.choices):
            field.choices = [(value, words if text == _DJANGOS_EMPTY else text) for value, text in field.choices]

    @cached_property
    def groups(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """(heading or nothing, options) of radio buttons and checkboxes; options without a heading stand together."""
        widget = self.field.field.widget
        attrs = self.field.build_widget_attrs({"id": self.field.auto_id}) | self.extra
        found: list[tuple[str, list[dict[str, Any]]]] = []
        for name, options, _ in widget.optgroups(self.field.html_name, widget.format_value(self.field.value()), attrs):
            if found and not name and not found[-1][0]:
                found[-1][1].extend(options)
            else:
                found.append((name or "", list(options)))
        return found

    @property
    def current_file(self) -> Any:
        """The file that is there already, or None."""
        widget = self.field.field.widget
        value = self.field.initial
        return value if isinstance(widget, forms.ClearableFileInput) and widget.is_initial(value) else None

    @property
    def clear_name(self) -> str:
        """Name of the checkbox that removes the file; empty where a file must be."""
        widget = self.field.field.widget
        removable = self.current_file and not self.field.field.required
        return widget.clear_checkbox_name(self.field.html_name) if removable else ""


def _is_iso(text: str) -> bool:
    try:
        return parse_date(text) is not None
    except ValueError:
        return False


def _is_plain_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
