"""What somebody wrote as a web address is a link only when it leads to a page on the web, in rows of old times, too."""

import datetime as dt

import pytest

from enterprises.models import Enterprise, FundCall, FundMailing, Helper, HelperKind, Task
from socialportal.accounts import roles

from .conftest import Place

TODAY = dt.date(2018, 6, 1)


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "ftp://sumak.example/x", "data:text/html,x"])
def test_no_page_links_to_anything_else(slagelse: Place, bad: str) -> None:
    Enterprise.objects.update(website=bad)
    here = slagelse.municipality
    mailing = FundMailing.objects.create(municipality=here, title="Puljer", sent_on=TODAY)
    FundCall.objects.create(mailing=mailing, name="Fonden", website=bad, deadline=dt.date(2099, 1, 1))
    kind = HelperKind.objects.order_by("pk")[0]
    Helper.objects.create(municipality=here, kind=kind, name="Banken", helps_with="Penge", website=bad)
    task = Task.objects.create(
        municipality=here, buyer_name="Park", title="Hegn", what="Et hegn", deadline=TODAY, announcement=bad
    )
    for page in (
        "/arbejde/virksomheder/sumak/",
        "/arbejde/virksomheder/sumak/side/",
        "/virksomheder/sumak/",
        "/virksomheder/data.json",
        "/arbejde/puljemails/",
        mailing.get_absolute_url(),
        f"/hjaelp-til-virksomheder/?kommune={here.code}",
        task.get_absolute_url(),
    ):
        answer = slagelse.client(roles.COORDINATOR).get(page)
        assert answer.status_code == 200, page
        assert f'href="{bad}' not in answer.getvalue().decode(), page
