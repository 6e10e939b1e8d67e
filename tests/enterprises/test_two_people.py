"""Two people at once, and one who clicks twice: through the pages."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from lxml import html

from enterprises.models import Donor, Enterprise, Grant, Story, TargetGroup
from socialportal.accounts import roles
from tests.pages import faults_of

from .conftest import Place

BASE = "/arbejde/virksomheder/"
Sent = Callable[[Client, str], dict[str, Any]]


def hidden(response: Any) -> dict[str, Any]:
    """What the conflict page would send back, with its choices as they stand."""
    form = html.document_fromstring(response.content.decode()).xpath("//main//form[@method='post']")[0]
    return dict(_fields(form))


def _fields(form: Any) -> Any:
    for name in form.fields:
        values = [n.get("value") for n in form.xpath(f".//input[@type='hidden'][@name='{name}']")]
        if values:
            yield name, values
        elif form.fields[name] is not None:
            yield name, form.fields[name]


def test_the_second_chooses_field_by_field_and_loses_nothing(slagelse: Place, sent_form: Sent) -> None:
    first, second, address = slagelse.client(roles.CONSULTANT), slagelse.client(), f"{BASE}sumak/ret/"
    slagelse.enterprise.target_groups.set(TargetGroup.objects.all()[:2])
    theirs, mine = sent_form(first, address), sent_form(second, address)
    groups = [str(pk) for pk in TargetGroup.objects.values_list("pk", flat=True)[:3]]
    first.post(
        address,
        theirs | {"phone": "11 11 11 11", "locality": "Posthuset", "target_groups": groups, "founded_year": "2012"},
    )
    response = second.post(address, mine | {"phone": "22 22 22 22", "email": "post@sumak.example"})

    assert response.status_code == 409
    assert faults_of(response.content.decode()) == []
    page = response.content.decode()
    assert "Consultant gemte" in page
    assert 'href="/arbejde/virksomheder/sumak/">Sumak</a>' in page, "the way back"
    rows = {row["name"]: row for row in response.context["rows"]}
    assert set(rows) == {"phone", "locality", "target_groups", "founded_year"}, "only what the other one changed"
    assert (rows["phone"]["mine"], rows["phone"]["theirs"]) == ("22 22 22 22", "11 11 11 11")
    chosen = hidden(response)
    assert {name: chosen[f"choose-{name}"] for name in rows} == {
        "phone": "mine",
        "locality": "theirs",
        "target_groups": "theirs",
        "founded_year": "theirs",
    }, "what this one has not touched is the other's"
    assert Enterprise.objects.get().phone == "11 11 11 11", "nothing is saved yet"

    second.post(address, chosen)
    saved = Enterprise.objects.get()
    assert (saved.phone, saved.locality, saved.email, saved.founded_year) == (
        "22 22 22 22",
        "Posthuset",
        "post@sumak.example",
        2012,
    )
    assert saved.target_groups.count() == 3
    assert saved.version == 3


def test_a_third_who_saves_meanwhile_is_a_new_question(slagelse: Place, sent_form: Sent) -> None:
    client, address = slagelse.client(), f"{BASE}sumak/ret/"
    mine, theirs = sent_form(client, address), sent_form(client, address)
    client.post(address, theirs | {"phone": "11 11 11 11"})
    chosen = hidden(client.post(address, mine | {"phone": "22 22 22 22"}))
    client.post(address, sent_form(client, address) | {"phone": "33 33 33 33"})
    response = client.post(address, chosen)
    assert response.status_code == 409
    assert response.context["rows"][0]["theirs"] == "33 33 33 33"
    client.post(address, hidden(response) | {"choose-phone": "theirs"})
    assert Enterprise.objects.get().phone == "33 33 33 33"


def test_two_who_wrote_in_different_fields_need_not_choose(slagelse: Place, sent_form: Sent) -> None:
    """What is renamed meanwhile stands on another page, so there is nothing to ask here."""
    client, address = slagelse.client(), f"{BASE}sumak/ret/"
    mine = sent_form(client, address)
    client.post(
        f"{BASE}sumak/navn/", sent_form(client, f"{BASE}sumak/navn/") | {"name": "Sumak Café", "how": "correction"}
    )
    response = client.post(address, mine | {"phone": "22 22 22 22"})
    assert (response.status_code, response.context["rows"]) == (409, [])
    client.post(address, hidden(response))
    saved = Enterprise.objects.get()
    assert (saved.name, saved.phone) == ("Sumak Café", "22 22 22 22")


def test_donors_are_chosen_as_a_whole(slagelse: Place, sent_form: Sent) -> None:
    grant = Grant.objects.create(presence=slagelse.presence, year=2018, amount=500, purpose="Drift")
    Donor.objects.create(grant=grant, name="Rotary")
    client, address = slagelse.client(), f"{BASE}puljer/{grant.pk}/ret/"
    mine, theirs = sent_form(client, address), sent_form(client, address)
    client.post(address, theirs | {"donors-1-name": "Lions", "donors-1-amount": "5"})
    response = client.post(address, mine | {"purpose": "Køkken", "donors-1-name": "Fonden"})
    assert response.status_code == 409
    (row,) = response.context["rows"]
    assert (row["name"], row["mine"], row["theirs"].replace("\u00a0", " ")) == (
        "donors",
        "Rotary og Fonden",
        "Rotary og Lions (5 kr.)",
    )
    chosen = hidden(response)
    client.post(address, chosen | {"choose-donors": "theirs"})
    grant.refresh_from_db()
    assert grant.purpose == "Køkken"
    assert [d.name for d in grant.donors.all()] == ["Rotary", "Lions"]


def test_own_donors_can_be_chosen_too(slagelse: Place, sent_form: Sent) -> None:
    grant = Grant.objects.create(presence=slagelse.presence, year=2018, amount=500, purpose="Drift")
    client, address = slagelse.client(), f"{BASE}puljer/{grant.pk}/ret/"
    mine, theirs = sent_form(client, address), sent_form(client, address)
    client.post(address, theirs | {"donors-0-name": "Lions"})
    response = client.post(address, mine | {"donors-0-name": "Fonden"})
    client.post(address, hidden(response) | {"choose-donors": "mine"})
    assert [d.name for d in grant.donors.all()] == ["Fonden"]


def test_what_was_deleted_meanwhile_is_gone(slagelse: Place, sent_form: Sent) -> None:
    client = slagelse.client()
    story = Story.objects.create(municipality=slagelse.municipality, year=2018, title="Prisen", text="x")
    address = f"{BASE}historier/{story.pk}/ret/"
    mine = sent_form(client, address)
    client.post(f"{BASE}historier/{story.pk}/slet/", {"version": 1})
    assert client.post(address, mine | {"text": "y"}).status_code == 404


def test_removing_what_somebody_has_changed_asks_again(slagelse: Place, sent_form: Sent) -> None:
    client = slagelse.client()
    removal = sent_form(client, f"{BASE}sumak/slet/")
    client.post(f"{BASE}sumak/ret/", sent_form(client, f"{BASE}sumak/ret/") | {"phone": "12 34 56 78"})
    response = client.post(f"{BASE}sumak/slet/", removal)
    assert response.status_code == 409
    assert "En anden har ændret det imens" in response.content.decode()
    assert Enterprise.objects.exists()


# --- A double click -------------------------------------------------------------------------------------------------------
def test_a_double_click_makes_one(slagelse: Place, sent_form: Sent) -> None:
    client = slagelse.client()
    sent = sent_form(client, f"{BASE}opret/") | {"name": "Grøn Fokus", "kind": "initiative"}
    first, second = client.post(f"{BASE}opret/", sent), client.post(f"{BASE}opret/", sent)
    assert first["Location"] == second["Location"] == f"{BASE}groen-fokus/"
    assert Enterprise.objects.filter(name="Grøn Fokus").count() == 1


def test_the_same_form_with_other_words_is_another(slagelse: Place, sent_form: Sent) -> None:
    """Back, and something else written: nothing of it may be lost."""
    client = slagelse.client()
    sent = sent_form(client, f"{BASE}opret/") | {"name": "Grøn Fokus", "kind": "initiative"}
    client.post(f"{BASE}opret/", sent)
    client.post(f"{BASE}opret/", sent | {"name": "Grønnere Fokus"})
    assert Enterprise.objects.filter(name__startswith="Grøn").count() == 2


def test_the_same_words_on_a_new_form_are_meant(slagelse: Place, sent_form: Sent) -> None:
    client, address = slagelse.client(), f"{BASE}historier/opret/"
    for _ in range(2):
        client.post(address, sent_form(client, address) | {"title": "Prisen", "text": "Vi vandt."})
    assert Story.objects.count() == 2


def test_a_form_that_was_refused_can_be_sent_again(slagelse: Place, sent_form: Sent) -> None:
    client = slagelse.client()
    sent = sent_form(client, f"{BASE}puljer/opret/") | {
        "presence": slagelse.presence.pk,
        "amount": "5",
        "purpose": "Drift",
    }
    wrong = sent | {"year": "2015"}
    assert client.post(f"{BASE}puljer/opret/", wrong).status_code == 422
    slagelse.presence.valid_from = "2015-01-01"
    slagelse.presence.save()
    assert client.post(f"{BASE}puljer/opret/", wrong).status_code == 302
    assert Grant.objects.count() == 1
