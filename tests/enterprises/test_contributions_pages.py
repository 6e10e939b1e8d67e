"""The round's pages: whose turn it is, nothing typed is lost, and nothing of others to be seen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.models import Contribution, DeclaredGrant, Grant, Presence, ReportingYear, Story
from socialportal.accounts import roles
from tests import factories
from tests.pages import faults_of

from .conftest import Place
from .test_reporting_year import ahead, opened

Sent = Callable[[Client, str], dict[str, Any]]
OWN = reverse("enterprises:own-contributions")
LIST = reverse("enterprises:contributions")


def at(name: str, *args: object) -> str:
    return reverse(f"enterprises:{name}", args=args)


def text(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ")


@pytest.fixture
def of(slagelse: Place) -> ReportingYear:
    return opened(slagelse, message="Skriv <i>kort</i>.")


@pytest.fixture
def own(slagelse: Place) -> Client:
    return slagelse.client(roles.ENTERPRISE_USER)


def start(of: ReportingYear, place: Place) -> str:
    return at("contribution-start", of.pk, place.presence.pk)


# --- The enterprise ----------------------------------------------------------------------------------------------------------
def test_from_the_start_to_sent_without_a_dead_end(
    of: ReportingYear, own: Client, slagelse: Place, sent_form: Sent
) -> None:
    """Every page leads on by what stands on it; what is too short is told, kept, and sent when it is long enough."""
    page = text(own.get(OWN))
    assert start(of, slagelse) in page
    page = text(own.get(start(of, slagelse)))
    assert "Skriv &lt;i&gt;kort&lt;/i&gt;." in page
    assert "Tag udgangspunkt" not in page, "there is nothing to begin with"
    edit = own.post(start(of, slagelse), {"start": "empty"})["Location"]
    sent = sent_form(own, edit)
    assert own.post(edit, sent | {"presentation": "For kort.", "draft": "1"})["Location"] == edit
    sent = sent_form(own, edit)
    assert sent["presentation"].strip() == "For kort."
    shown = own.post(edit, sent | {"presentation": "Vi <b>laver</b> mad. " * 3}, follow=True)
    assert "Det mangler, før I kan sende" in text(shown)
    assert f'<a class="button button-primary" href="{edit}">Skriv videre</a>' in text(shown)
    assert "&lt;b&gt;laver&lt;/b&gt;" in text(shown)
    one = Contribution.objects.get()
    assert own.post(at("contribution-submit", one.pk), {"version": one.version}).status_code == 302
    assert Contribution.objects.get().state == "draft"
    own.post(edit, sent_form(own, edit) | {"presentation": "ord " * 90})
    one = Contribution.objects.get()
    assert "Send til kommunen" in text(own.get(one.get_absolute_url()))
    done = own.post(at("contribution-submit", one.pk), {"version": one.version}, follow=True)
    assert "Tak! Bidraget er sendt." in text(done)
    assert own.get(edit)["Location"] == one.get_absolute_url()
    assert own.get(start(of, slagelse))["Location"] == one.get_absolute_url()


def test_two_of_the_enterprise_choose_between_their_words(
    of: ReportingYear, own: Client, slagelse: Place, sent_form: Sent
) -> None:
    edit = own.post(start(of, slagelse), {"start": "empty"})["Location"]
    mine, theirs = sent_form(own, edit), sent_form(own, edit)
    line = {"declared_grants-0-donor": "Rotary", "declared_grants-0-purpose": "ovn"}
    own.post(edit, theirs | line | {"presentation": "Deres."})
    response = own.post(edit, mine | {"presentation": "Mine."})
    assert response.status_code == 409
    assert "Mine." in text(response)
    assert "Deres." in text(response)
    assert "Rotary: ovn" in text(response)
    assert faults_of(response.content.decode()) == []


def test_bad_input_is_told_and_kept(of: ReportingYear, own: Client, slagelse: Place, sent_form: Sent) -> None:
    edit = own.post(start(of, slagelse), {"start": "empty"})["Location"]
    typed = {"presentation": "Født 010180-1234", "declared_grants-0-donor": "Rotary", "declared_grants-0-amount": "x"}
    response = own.post(edit, sent_form(own, edit) | typed)
    assert response.status_code == 422
    assert 'value="Rotary"' in text(response)
    assert "Linje 1, kr.: Skriv beløbet i kroner, fx 20.000." in text(response)
    response = own.post(edit, sent_form(own, edit) | {"presentation": "Født 010180-1234"})
    assert response.status_code == 422
    assert "Det ligner et CPR-nummer" in text(response)
    assert "Født 010180-1234</textarea>" in text(response)


def test_what_was_only_opened_and_saved_is_no_change(
    of: ReportingYear, own: Client, slagelse: Place, sent_form: Sent
) -> None:
    """A browser ends its lines with two characters; the history would else tell of a text that became itself."""
    edit = own.post(start(of, slagelse), {"start": "empty"})["Location"]
    one = Contribution.objects.get()
    Contribution.objects.filter(pk=one.pk).update(presentation="Vi laver mad.\n\nOg kaffe.", plans="mere\nbedre")
    typed = {"presentation": "Vi laver mad.\r\n\r\nOg kaffe.", "plans": "mere\r\nbedre"}
    own.post(edit, sent_form(own, edit) | typed)
    assert Contribution.objects.get().version == one.version


def test_forms_take_nothing_that_is_not_the_enterprises(
    of: ReportingYear, own: Client, slagelse: Place, sent_form: Sent
) -> None:
    """By guessing names: not its state, its place, its comment, nor another's grants."""
    other = Contribution.objects.create(presence=slagelse.another("Anden").presences.get(), year=2019)
    theirs = DeclaredGrant.objects.create(contribution=other, donor="Hemmelig", purpose="drift", amount=5)
    edit = own.post(start(of, slagelse), {"start": "empty"})["Location"]
    typed = {"state": "approved", "order": "9", "comment": "x", "presence": other.presence_id, "source_note": "x"}  # type: ignore[attr-defined]
    line = {f"declared_grants-0-{k}": v for k, v in {"line": theirs.pk, "donor": "Min", "purpose": "x"}.items()}
    response = own.post(edit, sent_form(own, edit) | typed | line, follow=True)
    assert "Hemmelig" not in text(response)
    mine = Contribution.objects.get(presence=slagelse.presence)
    assert (mine.state, mine.comment, mine.source_note) == ("draft", "", "")
    assert DeclaredGrant.objects.get(pk=theirs.pk).donor == "Hemmelig"
    assert mine.order != 9


def test_others_contributions_do_not_exist(of: ReportingYear, own: Client, slagelse: Place, kolding: Place) -> None:
    other = slagelse.another("Anden").presences.get()
    theirs = Contribution.objects.create(presence=other, year=2019, presentation="Hemmeligt")
    abroad = opened(kolding)
    for address in (
        theirs.get_absolute_url(),
        at("contribution-edit", theirs.pk),
        at("contribution-start", of.pk, other.pk),
        at("contribution-start", abroad.pk, slagelse.presence.pk),
        at("contribution-start", abroad.pk, kolding.presence.pk),
    ):
        assert own.get(address).status_code == 404, address
    for name in ("submit", "take-back", "approve", "story"):
        assert own.post(at(f"contribution-{name}", theirs.pk), {"version": 1}).status_code == 404
    assert "Hemmeligt" not in text(own.get(OWN))
    assert "Anden" not in text(own.get(OWN))


def test_several_municipalities_are_several_contributions(
    of: ReportingYear, own: Client, kolding: Place, slagelse: Place
) -> None:
    factories.presence(slagelse.enterprise, kolding.municipality)
    opened(kolding)
    page = text(own.get(OWN))
    assert "Sumak i Slagelse" in page
    assert "Sumak i Kolding" in page


def test_what_was_sent_back_says_so_on_top(of: ReportingYear, own: Client, slagelse: Place) -> None:
    Contribution.objects.create(
        presence=slagelse.presence, year=2019, state="returned", comment="Ret <u>navnet</u>.", presentation="ord"
    )
    one = Contribution.objects.get()
    for address in (one.get_absolute_url(), at("contribution-edit", one.pk)):
        page = text(own.get(address))
        assert "Kommunen beder jer rette noget" in page
        assert "Ret &lt;u&gt;navnet&lt;/u&gt;." in page
    assert "Se bemærkningen, og ret" in text(own.get(OWN))
    Contribution.objects.update(state="submitted")
    page = text(own.get(one.get_absolute_url()))
    assert "Kommunen læser bidraget" in page
    assert "Kommunen beder jer rette noget" not in page, "it is the municipality's turn"
    assert "Det bad I virksomheden rette" in text(slagelse.client().get(one.get_absolute_url()))


@pytest.mark.parametrize("role", [roles.MENTOR, roles.COORDINATOR, roles.POLITICIAN])
def test_the_page_of_ones_own_is_for_those_who_write(of: ReportingYear, slagelse: Place, role: str) -> None:
    assert slagelse.client(role).get(OWN).status_code == 403


def test_the_front_page_and_the_menu_lead_there(of: ReportingYear, own: Client) -> None:
    assert f'href="{OWN}"' in text(own.get(reverse("home:front"), follow=True))


# --- The coordinator -----------------------------------------------------------------------------------------------------------
def test_progress_and_the_choice_of_state(of: ReportingYear, slagelse: Place) -> None:
    client = slagelse.client()
    for name, state in (("A", "approved"), ("B", "submitted"), ("C", "returned"), ("D", "draft")):
        presence = slagelse.another(name, slug=f"navn-{name.lower()}").presences.get()
        Contribution.objects.create(presence=presence, year=2019, state=state, presentation="ord " * 90)
    page = text(client.get(LIST))
    assert "1 af 5 er godkendt" in page
    assert "3 mangler: 1 er ikke begyndt, 1 skriver, 1 retter." in page
    for state, name in (("missing", "Sumak"), ("submitted", "B"), ("approved", "A")):
        rows = client.get(f"{LIST}?aar=2019&tilstand={state}&format=csv")
        body = b"".join(rows.streaming_content).decode()  # type: ignore[attr-defined]
        assert [line.split(";")[0] for line in body.splitlines()[1:]] == [name]
    assert "1 af 5 er godkendt" in text(client.get(reverse("home:front")))


def test_no_user_is_said(of: ReportingYear, slagelse: Place) -> None:
    slagelse.another("Uden")
    client = slagelse.client()
    assert "Ingen bruger: ring, eller skriv selv" in text(client.get(LIST))
    page = text(client.get(at("year-remind", of.pk)))
    assert "1 virksomhed får en mail" in page
    assert "1 virksomhed har ingen bruger" in page
    assert "1 virksomhed er mindet" in text(client.post(at("year-remind", of.pk), follow=True))


def test_what_the_coordinator_read_is_what_she_approves(of: ReportingYear, slagelse: Place) -> None:
    one = Contribution.objects.create(
        presence=slagelse.presence, year=2019, state="submitted", presentation="ord", version=4
    )
    client, approve = slagelse.client(), at("contribution-approve", one.pk)
    assert "En anden har ændret bidraget imens" in text(client.post(approve, {"version": 3}, follow=True))
    assert "En anden har ændret bidraget imens" in text(client.post(approve, {"version": "x"}, follow=True))
    assert Contribution.objects.get().state == "submitted"
    back = at("contribution-send-back", one.pk)
    late = client.post(back, {"version": 3, "comment": "Ret navnet."})
    assert late.status_code == 409
    assert "Ret navnet." in text(late)
    assert client.post(back, {"version": 4, "comment": ""}).status_code == 422
    client.post(approve, {"version": 4})
    assert Contribution.objects.get().state == "approved"


def test_a_story_is_offered_and_becomes_one(of: ReportingYear, slagelse: Place) -> None:
    one = Contribution.objects.create(
        presence=slagelse.presence,
        year=2019,
        state="approved",
        presentation="o",
        story_title="Solen",
        story_text="Skinnede.",
    )
    client = slagelse.client()
    assert "Tag med som historie" in text(client.get(one.get_absolute_url()))
    assert "Solen" in text(client.post(at("contribution-story", one.pk), follow=True))
    page = text(client.get(one.get_absolute_url()))
    assert "Tag med som historie" not in page
    assert Story.objects.get().get_absolute_url() in page


def test_another_deadline_closing_and_opening_again(of: ReportingYear, slagelse: Place, sent_form: Sent) -> None:
    client, edit = slagelse.client(), at("year-edit", of.pk)
    sent = sent_form(client, edit)
    assert client.post(edit, sent | {"deadline": "2018-01-01"}).status_code == 422
    client.post(edit, sent | {"deadline": ahead(9).isoformat()})
    assert client.post(edit, sent | {"deadline": ahead(12).isoformat()}).status_code == 409
    client.post(at("year-close", of.pk), {"version": 2})
    assert "Lukket for bidrag" in text(client.get(f"{LIST}?aar=2019"))
    assert client.post(at("year-remind", of.pk)).status_code == 422
    assert "En anden har ændret" in text(client.post(at("year-reopen", of.pk), {"version": 2}, follow=True))
    client.post(at("year-reopen", of.pk), {"version": 3})
    assert ReportingYear.objects.get().closed_on is None


def test_the_deadline_may_be_wrong_and_the_year_taken(of: ReportingYear, slagelse: Place, sent_form: Sent) -> None:
    client, address = slagelse.client(), at("year-open")
    sent = sent_form(client, address)
    response = client.post(address, sent | {"year": "2019", "deadline": ahead(0).isoformat(), "message": "Hej"})
    assert response.status_code == 422
    assert "Der er allerede åbnet for bidrag til det år" in text(response)
    assert "Hej</textarea>" in text(response)


def test_who_writes_for_a_year_that_is_begun_comes_to_what_is_there(slagelse: Place) -> None:
    one = Contribution.objects.create(presence=slagelse.presence, year=2019)
    address = f"{at('contribution-add')}?virksomhed=sumak&aar="
    assert slagelse.client().get(f"{address}2019")["Location"] == at("contribution-edit", one.pk)
    assert slagelse.client().get(f"{address}2020").status_code == 200


# --- All pages -----------------------------------------------------------------------------------------------------------------
def test_pages_are_clean_and_ask_the_same_for_three_and_thirty(of: ReportingYear, slagelse: Place, own: Client) -> None:
    client = slagelse.client()
    one = Contribution.objects.create(
        presence=slagelse.presence, year=2019, state="submitted", presentation="ord " * 90
    )

    def fill(first: int, last: int) -> None:
        for n in range(first, last):
            grant = Grant.objects.create(presence=slagelse.presence, year=2019, amount=5, purpose=f"F {n}")
            DeclaredGrant.objects.create(contribution=one, donor=f"G {n}", purpose="x", amount=5, grant=grant)
            presence = slagelse.another(f"N {n}", slug=f"n-{n}").presences.get()
            Contribution.objects.create(presence=presence, year=2019, state="draft")
            factories.user(f"n{n}@n.example", roles.ENTERPRISE_USER, serves=presence.enterprise)
            Contribution.objects.create(presence=Presence.objects.get(pk=slagelse.presence.pk), year=2030 + n)

    pages = {
        "list": (client, f"{LIST}?aar=2019"),
        "remind": (client, at("year-remind", of.pk)),
        "open": (client, f"{at('year-open')}?aar=2018"),
        "page": (client, one.get_absolute_url()),
        "own page": (own, one.get_absolute_url()),
        "own": (own, OWN),
        "edit": (client, at("contribution-edit", one.pk)),
    }
    taken: dict[str, list[int]] = {name: [] for name in pages}
    for first, last in ((0, 3), (3, 30)):
        fill(first, last)
        for name, (who, address) in pages.items():
            who.get(address)
            with CaptureQueriesContext(connection) as queries:
                response = who.get(address)
            assert response.status_code == 200, name
            assert faults_of(response.content.decode()) == [], name
            taken[name].append(len(queries))
    assert all(few == many <= 20 for few, many in taken.values()), taken


def test_a_new_line_has_nothing_to_delete(slagelse: Place) -> None:
    told = Contribution.objects.create(presence=slagelse.presence, year=2018)
    address = reverse("enterprises:contribution-edit", args=[told.pk])
    assert "-DELETE" not in slagelse.client().get(address).content.decode()
    DeclaredGrant.objects.create(contribution=told, donor="Rotary", purpose="Ovn")
    page = slagelse.client().get(address).content.decode()
    assert 'name="declared_grants-0-DELETE"' in page
    assert "declared_grants-1-DELETE" not in page
