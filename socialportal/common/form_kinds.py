"""Which kind of control a field is: the form pack and the words of errors both ask."""

from django import forms
from django.forms.boundfield import BoundField


def kind(field: BoundField) -> str:
    """`hidden`, `group` (several controls under one legend), `checkbox`, `file`, `select`, `textarea` or `input`."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    for name, of in (
        ("group", (forms.RadioSelect, forms.CheckboxSelectMultiple)),
        ("checkbox", forms.CheckboxInput),
        ("file", forms.FileInput),
        ("select", forms.Select),
        ("textarea", forms.Textarea),
    ):
        if isinstance(widget, of):
            return name
    return "parts" if field.use_fieldset else "input"
