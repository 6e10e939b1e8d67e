"""What was typed when the session had run out: kept through the login, and shown again in its form. Nothing typed is lost.

It lies in the session for as long as the login takes, and is given once, to the address it was sent to. Files and passwords
are not kept.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

_KEY = "typed_before_login"
_LARGEST = 200_000  # characters: a long report section many times over


def keep(request: HttpRequest) -> None:
    """Puts what was sent aside, unless it is too much to be a form."""
    sent = [(name, value) for name, values in request.POST.lists() for value in values if _worth(name)]
    typed = urlencode(sent)
    if sent and len(typed) <= _LARGEST:
        request.session[_KEY] = {"path": request.path, "typed": typed}


def take(request: HttpRequest) -> QueryDict | None:
    """What was typed at this address before the login, once."""
    kept = request.session.get(_KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[_KEY]
    return QueryDict(kept["typed"])


def _worth(name: str) -> bool:
    return name != "csrfmiddlewaretoken" and "password" not in name
