"""Puljemails: written, looked through, sent once, counted, read by the enterprises."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from enterprises.models import FundCall, FundMailing, Presence
from enterprises.services import fund_mailing as services
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.common.periods import year
from socialportal.common.records import Conflict
from socialportal.notices.models import Notice
from tests import factories

from .conftest import Place
from .saying import refused, text

LATER = dt.date(2099, 5, 1)
U = roles.ENTERPRISE_USER


def call(**fields: Any) -> FundCall:
    return FundCall(**{"name": "Egnsfonden", "gives_to": "nye job", "deadline": LATER, **fields})


def draft(access: Access, place: Place, *calls: FundCall, **fields: Any) -> FundMailing:
    mailing = FundMailing(municipality=place.municipality, **{"title": "Puljer nu", "text": "Ring gerne.", **fields})
    return services.write_mailing(access, mailing, calls=calls)


def sent(access: Access, place: Place, *calls: FundCall, **fields: Any) -> FundMailing:
    return services.send_mailing(access, draft(access, place, *calls, **fields), expected_version=1)


def test_it_goes_to_the_users_of_the_active_enterprises_and_else_to_the_enterprise(
    slagelse: Place, kolding: Place, access: Access
) -> None:
    quiet = slagelse.another("Stilheden")
    quiet.email = "post@stilheden.example"
    quiet.save()
    slagelse.another("Uden adresse")
    gone = slagelse.another("Borte", valid_to=dt.date(2019, 1, 1))
    gone.email = "post@borte.example"
    gone.save()
    mailing = sent(access, slagelse, call(), call(name="Velgøreren", website="https://fond.example"))
    assert mailing.sent_on == timezone.localdate()
    assert mailing.receivers == 2
    told = Notice.objects.filter(kind=services.KIND)
    assert {notice.user.email if notice.user else notice.email for notice in told} == {
        slagelse.users[U].email,
        "post@stilheden.example",
    }
    first = told[0].text.replace("\u00a0", " ")
    assert "Ring gerne." in first
    assert "Egnsfonden\nGiver til: nye job\nFrist: 1. maj 2099" in first
    assert "https://fond.example" in first
    assert all(notice.mail_wanted for notice in told)


def test_a_user_of_two_enterprises_is_told_once(slagelse: Place, access: Access) -> None:
    other = slagelse.another("Den anden")
    other.memberships.create(user=slagelse.users[U], role=U, valid_from=dt.date(2018, 1, 1))
    assert sent(access, slagelse).receivers == 1


def test_it_is_sent_once_and_never_changed_afterwards(slagelse: Place, access: Access) -> None:
    mailing = sent(access, slagelse, call())
    number = Notice.objects.count()
    with refused("allerede sendt"):
        services.send_mailing(access, mailing, expected_version=mailing.version)
    mailing.title = "En anden"
    with refused("kan ikke ændres"):
        services.change_mailing(access, mailing, expected_version=mailing.version)
    with refused("kan ikke slettes"):
        services.remove_mailing(access, mailing, expected_version=mailing.version)
    assert Notice.objects.count() == number
    assert FundMailing.objects.get().title == "Puljer nu"


def test_two_who_send_at_once_send_one(slagelse: Place, access: Access) -> None:
    mailing = draft(access, slagelse)
    twin = FundMailing.objects.get(pk=mailing.pk)
    services.send_mailing(access, mailing, expected_version=1)
    with pytest.raises(Conflict):
        services.send_mailing(access, twin, expected_version=1)


def test_an_empty_one_and_one_for_nobody_are_refused(slagelse: Place, access: Access) -> None:
    with refused("Skriv en tekst eller mindst én pulje"):
        services.send_mailing(access, draft(access, slagelse, text=""), expected_version=1)
    slagelse.enterprise.memberships.all().delete()
    with refused("at sende til"):
        services.send_mailing(access, draft(access, slagelse), expected_version=1)


def test_links_lead_to_the_web_only_and_no_cpr_number_is_kept(slagelse: Place, access: Access) -> None:
    with refused("hjemmeside", field="website"):
        draft(access, slagelse, call(website="ftp://fond.example/x"))
    with refused("CPR", field="gives_to"):
        draft(access, slagelse, call(gives_to="Ring om 010190-1234"))
    assert not FundMailing.objects.exists()


def test_only_a_coordinator_writes(slagelse: Place, kolding: Place) -> None:
    for who in (slagelse.access(roles.CONSULTANT), slagelse.access(U), kolding.access()):
        with pytest.raises(PermissionDenied):
            draft(who, slagelse)


def test_one_sent_elsewhere_counts_in_its_year_and_tells_nobody(slagelse: Place, access: Access) -> None:
    mailing = FundMailing(municipality=slagelse.municipality, title="Forår")
    services.note_mailing(access, mailing, sent_on=dt.date(2018, 4, 16))
    assert not Notice.objects.exists()
    assert FundMailing.objects.sent_within(year(2018)).count() == 1
    assert FundMailing.objects.sent_within(year(2019)).count() == 0
    with refused("fremtiden", field="sent_on"):
        services.note_mailing(access, FundMailing(municipality=slagelse.municipality, title="x"), sent_on=LATER)


def test_calls_are_replaced_as_a_whole_and_the_history_tells(slagelse: Place, access: Access) -> None:
    mailing = draft(access, slagelse, call(), call(name="To"))
    services.change_mailing(access, mailing, expected_version=1, calls=[call(name="Tre", deadline=None)])
    assert [one.name for one in mailing.calls.all()] == ["Tre"]
    assert mailing.version == 2
    services.change_mailing(access, mailing, expected_version=2, calls=[call(name="Tre", deadline=None)])
    assert mailing.version == 2  # nothing was different


def test_a_draft_goes_to_the_trash_and_comes_back(slagelse: Place, access: Access) -> None:
    mailing = draft(access, slagelse, call())
    client = slagelse.client()
    gone = client.post(reverse("enterprises:fund-mailing-remove", args=[mailing.pk]), {"version": 1})
    assert gone.status_code == 302
    assert not FundMailing.objects.exists()
    client.post(reverse("enterprises:trash"), {"pk": f"fundmailing-{mailing.pk}"})
    assert FundMailing.objects.get().calls.count() == 1


# --- Pages ----------------------------------------------------------------------------------------------------------------
def test_from_an_empty_page_to_a_sent_mail(slagelse: Place, sent_form: Any) -> None:
    client, address = slagelse.client(), reverse("enterprises:fund-mailing-add")
    form = sent_form(client, address) | {
        "title": "Puljer nu",
        "calls-0-name": "Egnsfonden",
        "calls-0-website": "fond.example",
    }
    saved = client.post(address, form, follow=True)
    assert "Kladde: sådan kommer mailen til at se ud" in text(saved)
    mailing = FundMailing.objects.get()
    assert mailing.calls.get().website == "https://fond.example"
    send = reverse("enterprises:fund-mailing-send", args=[mailing.pk])
    assert "Den sendes til 1 bruger hos" in text(client.get(send))
    done = client.post(send, sent_form(client, send), follow=True)
    assert "Puljemailen er sendt til 1 modtager." in text(done)
    assert "Send puljemailen" not in text(done)


def test_what_was_typed_is_kept_when_it_is_refused(slagelse: Place, sent_form: Any) -> None:
    client, address = slagelse.client(), reverse("enterprises:fund-mailing-add")
    form = sent_form(client, address) | {"title": "Puljer", "calls-0-name": "Fond", "calls-0-deadline": "32-13-2020"}
    again = client.post(address, form)
    assert again.status_code == 422
    assert 'value="Puljer"' in text(again)
    assert 'value="Fond"' in text(again)


def test_somebody_else_has_saved_meanwhile(slagelse: Place, access: Access, sent_form: Any) -> None:
    mailing = draft(access, slagelse)
    client, address = slagelse.client(), reverse("enterprises:fund-mailing-edit", args=[mailing.pk])
    form = sent_form(client, address) | {"title": "Mit emne"}
    mailing.title = "Deres emne"
    services.change_mailing(access, mailing, expected_version=1)
    asked = client.post(address, form)
    assert asked.status_code == 409
    assert "Deres emne" in text(asked)
    assert "Mit emne" in text(asked)


def test_enterprises_read_those_sent_where_they_are_active_with_coming_deadlines_first(
    slagelse: Place, kolding: Place, access: Access
) -> None:
    sent(
        access,
        slagelse,
        call(),
        call(name="For sent", deadline=dt.date(2018, 1, 1)),
        call(name="Snart", deadline=dt.date(2098, 1, 1)),
    )
    draft(access, slagelse, title="Ikke færdig")
    page = text(slagelse.client(U).get(reverse("enterprises:fund-mailings")))
    assert page.index("Snart") < page.index("Egnsfonden")
    assert "For sent" not in page
    assert "Ikke færdig" not in page
    assert "Modtagere" not in page
    assert "Puljer nu" not in text(kolding.client(U).get(reverse("enterprises:fund-mailings")))


def test_a_fund_is_text_and_never_markup(slagelse: Place, access: Access) -> None:
    mailing = sent(access, slagelse, call(name="<script>alert(1)</script>"), text="<b>fed</b>")
    page = text(slagelse.client(U).get(mailing.get_absolute_url()))
    assert reverse("enterprises:application-add") in page, "the next step is theirs"
    assert reverse("enterprises:application-add") not in text(slagelse.client().get(mailing.get_absolute_url()))
    assert "<script>alert" not in page
    assert "<b>fed" not in page


def test_the_list_counts_by_year_and_its_queries_do_not_grow(slagelse: Place, access: Access) -> None:
    def page() -> tuple[str, int]:
        with CaptureQueriesContext(connection) as queries:
            shown = text(slagelse_client.get(reverse("enterprises:fund-mailings")))
        return shown, len(queries)

    slagelse_client = slagelse.client()
    for month in range(1, 4):
        note(access, slagelse, dt.date(2018, month, 1))
    slagelse_client.get(reverse("enterprises:fund-mailings"))
    few = page()[1]
    for index in range(27):
        note(access, slagelse, dt.date(2019, 1, 1 + index))
    shown, many = page()
    assert many == few <= 20
    assert "Sendt: 27 i 2019 og 3 i 2018." in shown


def note(access: Access, place: Place, day: dt.date) -> None:
    mailing = FundMailing(municipality=place.municipality, title=f"Mail {day}")
    services.note_mailing(access, mailing, sent_on=day, calls=[call()])


def test_it_is_read_where_an_enterprise_is_active_today(slagelse: Place, kolding: Place, access: Access) -> None:
    in_a_month = timezone.localdate() + dt.timedelta(days=30)
    Presence.objects.filter(pk=slagelse.presence.pk).update(valid_to=in_a_month)
    factories.presence(kolding.enterprise, slagelse.municipality, valid_from=in_a_month)
    mailing = sent(access, slagelse)
    assert slagelse.client(U).get(mailing.get_absolute_url()).status_code == 200, "was told, and leaves in a month"
    assert kolding.client(U).get(mailing.get_absolute_url()).status_code == 404, "comes in a month"
