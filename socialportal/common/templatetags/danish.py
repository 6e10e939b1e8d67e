"""The functions of `common.danish` as template filters."""

from django import template

from .. import danish

register = template.Library()

register.filter("dato", danish.date)
register.filter("tal", danish.number)
register.filter("procent", danish.percent)
register.filter("ord", danish.words)
register.filter("stort", danish.capital)
register.filter("opremset", danish.listing)
register.filter("ejefald", danish.genitive)


@register.filter("kr")
def kroner(value: object) -> str:
    """`1.687.000 kr.`; nothing for an unknown amount."""
    return "" if value is None else danish.kroner(value)  # type: ignore[arg-type]


@register.simple_tag
def antal(value: int, singular: str, plural: str) -> str:
    """`{% antal n "virksomhed" "virksomheder" %}` → `19 virksomheder`."""
    return danish.count(value, singular, plural)
