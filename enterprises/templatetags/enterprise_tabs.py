"""The lists about enterprises, side by side, on top of each of them."""

from django import template
from django.template import RequestContext
from django.urls import NoReverseMatch, reverse

from socialportal.accounts.rules import may

register = template.Library()

# What the page calls itself (`tabs_for`), its words, its address, and who sees it.
TABS = [
    ("list", "Virksomheder", "enterprises:list", "enterprises.list_enterprises"),
    ("contributions", "Bidrag", "enterprises:contributions", "enterprises.list_enterprises"),
    ("rsv", "RSV", "enterprises:rsv", "enterprises.list_enterprises"),
    ("inquiries", "Henvendelser", "enterprises:inquiries", "enterprises.view_inquiry"),
    ("meetings", "Netværk", "enterprises:meetings", "enterprises.view_network"),
    ("grants", "Puljer", "enterprises:grants", "enterprises.list_enterprises"),
    ("tasks", "Opgaver til salg", "enterprises:tasks", "enterprises.view_task"),
    ("activities", "Aktiviteter", "enterprises:activities", "enterprises.view_activity"),
    ("stories", "Historier", "enterprises:stories", "enterprises.view_story"),
]


@register.simple_tag(takes_context=True)
def tabs_here(context: RequestContext) -> list[dict[str, str]]:
    """Those that exist and that one may see, each with its `aria-current`."""
    access, found = context["request"].access, []
    for name, text, address, permission in TABS:
        if not may(access, permission):
            continue
        try:
            url = reverse(address)
        except NoReverseMatch:
            continue
        found.append({"text": text, "url": url, "current": "page" if context.get("tabs_for") == name else ""})
    return found
