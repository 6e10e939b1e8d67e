"""The network's pages as each role meets them."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from enterprises.models import MeetingInvitation, NetworkMeeting, NetworkPlan, ThemeWish
from enterprises.views import network_panels
from socialportal.accounts import roles
from tests import factories

from .conftest import Place
from .saying import text

pytestmark = pytest.mark.django_db
U, M = roles.ENTERPRISE_USER, roles.MENTOR
STAFF, OWN = "/arbejde/virksomheder/netvaerk/", "/arbejde/netvaerk/"


def today() -> dt.date:
    return timezone.localdate()


def at(name: str, *args: Any) -> str:
    return reverse(f"enterprises:{name}", args=args)


@pytest.fixture
def meeting(slagelse: Place) -> NetworkMeeting:
    """In a month, with Sumak invited."""
    made = NetworkMeeting.objects.create(
        municipality=slagelse.municipality,
        state="planned",
        held_on=today() + dt.timedelta(days=30),
        theme="Indkøb",
        invited_at=timezone.now(),
    )
    MeetingInvitation.objects.create(meeting=made, presence=slagelse.presence)
    return made


@pytest.fixture
def invitation(meeting: NetworkMeeting) -> MeetingInvitation:
    return MeetingInvitation.objects.get()


def held(meeting: NetworkMeeting, **fields: Any) -> None:
    """It was a week ago, and they came."""
    week_ago = today() - dt.timedelta(days=7)
    NetworkMeeting.objects.filter(pk=meeting.pk).update(state="held", held_on=week_ago, **fields)
    MeetingInvitation.objects.update(attended=2)


def test_from_plan_to_invitation_to_answer_to_attendance_to_evaluation(slagelse: Place, sent_form: Any) -> None:
    """The whole way, as the two of them walk it."""
    staff, user = slagelse.client(), slagelse.client(U)
    day = today() + dt.timedelta(days=20)
    sent = sent_form(staff, at("meeting-plan"))
    facts = {
        "held_on": day.isoformat(),
        "starts_at": "14:00",
        "ends_at": "16:00",
        "place": "Rådhuset",
        "theme": "Indkøb",
    }
    wrong = staff.post(at("meeting-plan"), sent | facts | {"ends_at": "13:00"})
    assert wrong.status_code == 422
    assert "slutter, før det begynder" in text(wrong)
    staff.post(at("meeting-plan"), sent | facts)
    meeting = NetworkMeeting.objects.get()
    assert meeting.state == "planned"
    assert OWN not in text(user.get(OWN)).split("<main")[1].split("opslag")[0], "nobody is invited yet"
    invite = at("meeting-invite", meeting.pk)
    assert staff.post(invite, {}).status_code == 422
    page = text(staff.post(invite, sent_form(staff, invite), follow=True))
    assert "1 virksomhed er indbudt. Ingen har svaret endnu." in page
    invitation = MeetingInvitation.objects.get()
    answer = at("network-answer", invitation.pk)
    assert "Vi kommer" in text(user.get(OWN))
    assert 'value="yes" checked' in text(user.get(f"{answer}?svar=yes")).replace(' id="id_answer_0"', "").replace(
        " required", ""
    )
    sent = sent_form(user, answer)
    assert user.post(answer, sent | {"answer": "yes", "people": ""}).status_code == 422
    user.post(answer, sent | {"answer": "yes", "people": "3", "remark": "En kommer senere"})
    page = text(staff.get(meeting.get_absolute_url()))
    assert "En kommer senere" in page
    assert "Én kommer med i alt 3 personer, og ingen har sagt nej." in page
    assert "I kommer, 3 personer" in text(user.get(OWN))
    # the day has come
    NetworkMeeting.objects.update(held_on=today())
    attendance = at("meeting-attendance", meeting.pk)
    sent = sent_form(staff, attendance)
    assert sent[f"{invitation.pk}-attended"] == "3", "as many as said so"
    assert staff.post(attendance, sent | {f"{invitation.pk}-attended": "mange"}).status_code == 422
    assert staff.post(attendance, sent | {f"{invitation.pk}-attended": "2", "total": "1"}).status_code == 422
    staff.post(attendance, sent | {f"{invitation.pk}-attended": "2", "total": "5"})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.attendees) == ("held", 5)
    late = staff.post(attendance, sent | {f"{invitation.pk}-attended": "7"})
    assert late.status_code == 409
    assert 'value="7"' in text(late), "nothing typed is lost"
    evaluate = at("network-evaluate", invitation.pk)
    assert user.post(evaluate, sent_form(user, evaluate)).status_code == 422
    user.post(evaluate, sent_form(user, evaluate) | {"score": "4", "opinion": "Godt at mødes"})
    assert "Godt at mødes" in text(staff.get(meeting.get_absolute_url()))


def test_the_average_is_hidden_until_three_have_answered(slagelse: Place, meeting: NetworkMeeting) -> None:
    held(meeting)
    for name in ("Anden", "Tredje"):
        presence = slagelse.another(name).presences.get()
        MeetingInvitation.objects.create(meeting=meeting, presence=presence, attended=1, score=5, opinion="Hemmeligt")
    page, client = at("network-meeting", meeting.pk), slagelse.client(U)
    assert "i gennemsnit" not in text(client.get(page))
    MeetingInvitation.objects.filter(score=None).update(score=2)
    body = text(client.get(page))
    assert "i gennemsnit 4,0" in body
    assert "Hemmeligt" not in body
    assert "Anden" not in body
    assert "Hemmeligt" in text(slagelse.client().get(meeting.get_absolute_url()))


def test_an_enterprise_sees_only_what_it_is_invited_to(
    slagelse: Place, kolding: Place, meeting: NetworkMeeting
) -> None:
    other = factories.user("bruger@anden.example", U, serves=slagelse.another("Anden"))
    client = Client()
    client.force_login(other)
    for one in (client, kolding.client(U)):
        assert "Indkøb" not in text(one.get(OWN))
        for name in ("network-meeting", "meeting-calendar"):
            assert one.get(at(name, meeting.pk)).status_code == 404
        assert one.get(at("network-answer", MeetingInvitation.objects.get().pk)).status_code == 404
    assert slagelse.client(M).get(OWN).status_code == 403
    assert slagelse.client(roles.POLITICIAN).get(OWN).status_code == 403
    assert slagelse.client().get(OWN).headers["Location"] == STAFF


def test_one_who_serves_two_answers_for_each(slagelse: Place, meeting: NetworkMeeting) -> None:
    second = slagelse.another("Anden")
    factories.EnterpriseMembership.objects.create(
        user=slagelse.users[U], enterprise=second, role=U, valid_from=factories.LONG_AGO
    )
    MeetingInvitation.objects.create(meeting=meeting, presence=second.presences.get())
    body = text(slagelse.client(U).get(at("network-meeting", meeting.pk)))
    for one in MeetingInvitation.objects.all():
        assert at("network-answer", one.pk) in body


def test_after_the_last_day_there_is_no_button(slagelse: Place, meeting: NetworkMeeting, sent_form: Any) -> None:
    client, answer = slagelse.client(U), at("network-answer", MeetingInvitation.objects.get().pk)
    sent = sent_form(client, answer) | {"answer": "yes", "people": "1"}
    NetworkMeeting.objects.update(sign_up_by=today() - dt.timedelta(days=1))
    body = text(client.get(OWN))
    assert "Ring til kommunen" in body
    assert answer not in body
    late = client.post(answer, sent)
    assert late.status_code == 422
    assert "Ring til kommunen i stedet" in text(late)


def test_the_file_for_the_calendar(slagelse: Place, meeting: NetworkMeeting) -> None:
    response = slagelse.client(U).get(at("meeting-calendar", meeting.pk))
    assert response["Content-Type"].startswith("text/calendar")
    assert f"netvaerksmoede-{meeting.held_on.isoformat()}.ics" in response["Content-Disposition"]
    assert f"/arbejde/netvaerk/moeder/{meeting.pk}/" in response.content.decode().replace("\r\n ", "")


def test_cancelled_the_enterprise_reads_why(slagelse: Place, meeting: NetworkMeeting, sent_form: Any) -> None:
    staff, cancel = slagelse.client(), at("meeting-cancel", meeting.pk)
    assert staff.post(cancel, sent_form(staff, cancel)).status_code == 422
    staff.post(cancel, sent_form(staff, cancel) | {"cancelled_because": "Sygdom."})
    for page in (OWN, at("network-meeting", meeting.pk)):
        assert "Sygdom." in text(slagelse.client(U).get(page))
    for name in ("meeting-edit", "meeting-cancel", "meeting-invite", "meeting-attendance"):
        assert staff.get(at(name, meeting.pk)).status_code == 404
    body = text(slagelse.client().get(STAFF))
    assert "Aflyst" in body


def test_the_coordinator_writes_what_is_said_on_the_telephone(
    slagelse: Place, invitation: MeetingInvitation, sent_form: Any
) -> None:
    staff, address = slagelse.client(), at("answer-by-phone", invitation.pk)
    staff.post(address, sent_form(staff, address) | {"answer": "no"})
    invitation.refresh_from_db()
    assert invitation.answer == "no"


def test_reminding_says_how_many_and_whom_to_ring(slagelse: Place, meeting: NetworkMeeting) -> None:
    MeetingInvitation.objects.create(meeting=meeting, presence=slagelse.another("Øhaven").presences.get())
    body = text(slagelse.client().post(at("meeting-remind", meeting.pk), follow=True))
    assert "1 virksomhed får en påmindelse" in body
    assert "Ring selv til Øhaven" in body


def test_wishes_are_sent_grouped_and_taken_into_the_plan(slagelse: Place, sent_form: Any) -> None:
    user, staff, year = slagelse.client(U), slagelse.client(), today().year + 1
    add = at("wish-add")
    user.post(add, sent_form(user, add) | {"text": "Sociale medier"})
    again = user.post(add, sent_form(user, add) | {"text": "Sociale medier"})
    assert again.status_code == 422
    presence = slagelse.another("Anden").presences.get()
    ThemeWish.objects.create(presence=presence, year=year, text="sociale medier")
    body = text(staff.get(at("wishes")))
    assert "2 virksomheder" in body
    assert "Anden og Sumak" in body
    staff.post(at("wishes"), {"year": year, "text": "Sociale medier"})
    assert NetworkPlan.objects.get(year=year).theme_list == ["Sociale medier"]
    assert "I planen" in text(staff.get(at("wishes")))
    for sent in ({"year": year, "text": "Ukendt"}, {"year": "x", "text": "Sociale medier"}, {}):
        assert staff.post(at("wishes"), sent).status_code == 404
    wish = ThemeWish.objects.get(text="Sociale medier")
    user.post(at("wish-remove", wish.pk), {"version": wish.version})
    assert not ThemeWish.objects.filter(pk=wish.pk).exists()


def test_the_figures_as_a_file(slagelse: Place, meeting: NetworkMeeting) -> None:
    held(meeting, attendees=9)
    response = slagelse.client().get(f"{at('network-figures')}?format=csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "År;Møder holdt;Indbydelser;Virksomheder, der kom;Deltagere;Ønsker;Opslag;Svar på opslag"
    year = (today() - dt.timedelta(days=7)).year
    assert lines[1] == f"{year};1;1;1;9;0;0;0"


def test_panels_say_what_waits_what_is_open_and_what_happened(slagelse: Place, meeting: NetworkMeeting) -> None:
    def asked(who: str) -> Any:
        request: Any = RequestFactory().get("/")
        request.access = slagelse.access(who)
        return request

    def seen(panel: Any, who: str) -> list[str]:
        return [row.what for row in panel(asked(who), slagelse.enterprise)]

    assert len(seen(network_panels.waits, U)) == len(seen(network_panels.open_now, roles.COORDINATOR)) == 1
    due = [row.day for row in network_panels.waits(asked(U), slagelse.enterprise)]
    assert due == [meeting.sign_up_by or meeting.held_on]
    for who in (M, roles.COORDINATOR):
        assert seen(network_panels.waits, who) == []
    assert seen(network_panels.open_now, U) == []
    MeetingInvitation.objects.update(answer="no")
    assert seen(network_panels.waits, U) == []
    held(meeting)
    assert seen(network_panels.happened, roles.COORDINATOR) == ["Var med til netværksmøde om Indkøb"]
    assert seen(network_panels.happened, roles.POLITICIAN) == []


@pytest.mark.parametrize("page", ["meeting", "meeting-attendance", "meeting-participants", "meetings", "network"])
def test_the_same_queries_for_three_and_thirty(
    slagelse: Place,
    meeting: NetworkMeeting,
    page: str,
    django_assert_max_num_queries: Any,
    django_assert_num_queries: Any,
) -> None:
    held(meeting)
    client = slagelse.client(U) if page == "network" else slagelse.client()
    address = at(page, *([meeting.pk] if page.startswith("meeting") and page != "meetings" else []))

    def more(number: int) -> None:
        for one in range(number):
            presence = slagelse.another(f"Nummer {number}-{one}").presences.get()
            MeetingInvitation.objects.create(meeting=meeting, presence=presence, attended=1, score=3)
            other = NetworkMeeting.objects.create(
                municipality=slagelse.municipality, held_on=dt.date(2020, 1, 1), invited_at=timezone.now()
            )
            MeetingInvitation.objects.create(meeting=other, presence=slagelse.presence, attended=1)

    more(3)
    with django_assert_max_num_queries(20) as few:
        assert client.get(address).status_code == 200
    more(20)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(address)


def test_two_who_change_a_meeting_see_what_they_disagree_on(
    slagelse: Place, meeting: NetworkMeeting, sent_form: Any
) -> None:
    staff, address = slagelse.client(), at("meeting-edit", meeting.pk)
    mine = sent_form(staff, address) | {"theme": "Salg"}
    staff.post(address, sent_form(staff, address) | {"theme": "Løn"})
    conflict = staff.post(address, mine)
    assert conflict.status_code == 409
    assert "Løn" in text(conflict)
    assert "Salg" in text(conflict)
