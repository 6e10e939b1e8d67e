"""Collaborations of every kind, the parties of a partnership, and the action plan."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from agreements.forms.collaboration import OF_KINDS, WORDS
from agreements.models import ActionStep, Collaboration, Party
from agreements.queries import collaborations_begun
from agreements.services import action_plan
from agreements.services import collaboration as services
from socialportal.common.periods import year
from socialportal.common.records import Conflict
from tests import factories

from . import world
from .reading import at, client_of, text_of, told
from .world import Place

APRIL = dt.date(2018, 4, 3)
Kind = Collaboration.Kind


def partnership(of: Place, *parties: Party, **fields) -> Collaboration:
    fields = {"kind": Kind.PARTNERSHIP, "presence": of.presence, "partner_name": "3F", "valid_from": APRIL, **fields}
    return services.start_collaboration(of.access("consultant"), Collaboration(**fields), parties=parties)


def step(of: Collaboration, place: Place, **fields) -> ActionStep:
    return action_plan.add_step(place.access(), ActionStep(**{"collaboration": of, "what": "Find lokaler", **fields}))


def fresh(record):
    return type(record).objects.get(pk=record.pk)


# --- Kinds --------------------------------------------------------------------------------------------------------------
def test_every_kind_has_its_words() -> None:
    assert set(WORDS) == set(Kind)
    for words in WORDS.values():
        assert set(words.fields) <= set(OF_KINDS)
        assert set(words.hints) <= {*words.fields, "partner_name"}


def test_the_report_counts_csr_only(slagelse: Place) -> None:
    for kind in Kind:
        partnership(slagelse, kind=kind, partner_name=f"Part i {kind}")
    counted = collaborations_begun(slagelse.municipality, year(2018))
    assert [one.kind for one in counted] == [Kind.CSR]


def test_the_kind_is_chosen_first(consultant: Client) -> None:
    page = consultant.get(at("collaboration-add"))
    assert all(f'href="?slags={kind}"' in page.content.decode() for kind in Kind)
    assert "<form" not in page.content.decode().split("<main")[1]
    assert consultant.get(f"{at('collaboration-add')}?slags=hvadsomhelst").status_code == 200


@pytest.mark.parametrize("kind", Kind)
def test_the_form_asks_about_the_kinds_own_fields(consultant: Client, kind: str) -> None:
    names = consultant.get(f"{at('collaboration-add')}?slags={kind}").context["form"].fields
    assert {name for name in OF_KINDS if name in names} == set(WORDS[kind].fields)


def test_an_in_house_solution_from_form_to_page(slagelse: Place, consultant: Client) -> None:
    data = {
        "presence": slagelse.presence.pk,
        "partner_name": "Grøn Fokus",
        "portfolio": "Pakning og mærkning",
        "anchors": "Værkføreren",
        "learning_plan": "Fra makker til egen post",
        "signed_on": "2018-12-10",
        "valid_from": "2019-01-28",
    }
    response = consultant.post(f"{at('collaboration-add')}?slags=in_house", data)
    made = Collaboration.objects.get()
    assert (made.kind, made.signed_on, made.valid_from) == ("in_house", dt.date(2018, 12, 10), dt.date(2019, 1, 28))
    page = text_of(consultant.get(response["Location"]))
    assert "In-House-løsning." in page
    assert "Vært Grøn Fokus" in page
    assert "Underskrevet 10. december 2018" in page
    assert "Læringsplan Fra makker til egen post" in page
    assert "Partner " not in page


def test_a_field_of_another_kind_is_not_written(slagelse: Place, consultant: Client) -> None:
    data = {"presence": slagelse.presence.pk, "partner_name": "Comwell", "portfolio": "Alt muligt", "kind": "in_house"}
    consultant.post(f"{at('collaboration-add')}?slags=csr", data)
    made = Collaboration.objects.get()
    assert (made.kind, made.portfolio) == ("csr", "")


def test_the_list_tells_kinds_apart(slagelse: Place, consultant: Client) -> None:
    partnership(slagelse)
    partnership(slagelse, kind=Kind.PREMISES, partner_name="Posthuset")
    page = text_of(consultant.get(f"{at('collaborations')}?slags=premises"))
    assert "Posthuset" in page
    assert "3F" not in page
    assert "1 samarbejde" in page


def test_the_enterprises_page_tells_the_kind(slagelse: Place, consultant: Client) -> None:
    partnership(slagelse, kind=Kind.PURCHASE, valid_from=None)
    page = text_of(consultant.get(slagelse.enterprise.get_absolute_url()))
    assert "Frivillig indkøbsaftale med 3F" in page


# --- Parties ------------------------------------------------------------------------------------------------------------
def test_parties_are_what_the_form_says(slagelse: Place, consultant: Client) -> None:
    data = {
        "presence": slagelse.presence.pk,
        "partner_name": "3F",
        "parties-TOTAL_FORMS": "3",
        "parties-INITIAL_FORMS": "0",
        "parties-0-name": "Korsør Erhverv",
        "parties-0-role": "lokaler",
        "parties-2-name": "VUC",
    }
    response = consultant.post(f"{at('collaboration-add')}?slags=partnership", data)
    made = Collaboration.objects.get()
    assert services.parties_in_words(made.parties.all()) == "Korsør Erhverv (lokaler); VUC"
    assert "Korsør Erhverv: lokaler" in text_of(consultant.get(response["Location"]))
    data |= {"parties-INITIAL_FORMS": "2", "parties-1-name": "VUC", "parties-2-name": "HK", "parties-0-DELETE": "on"}
    assert consultant.post(at("collaboration-edit", made.pk), data | {"version": 1}).status_code == 302
    page = text_of(consultant.get(response["Location"]))
    assert "parter fra ”Korsør Erhverv (lokaler); VUC” til ”VUC; HK”" in page


def test_a_party_stands_once_and_holds_no_cpr_number(slagelse: Place) -> None:
    with world.refused("står der to gange"):
        partnership(slagelse, Party(name="VUC"), Party(name="vuc"))
    with world.refused("ligner et CPR-nummer"):
        partnership(slagelse, Party(name="VUC", role="kontakt 010190-1234"))
    assert not Collaboration.objects.exists()


def test_the_second_of_two_chooses_between_parties(slagelse: Place, consultant: Client, coordinator: Client) -> None:
    made = partnership(slagelse)
    data = {
        "presence": slagelse.presence.pk,
        "partner_name": "3F",
        "valid_from": "2018-04-03",
        "parties-TOTAL_FORMS": "1",
        "parties-INITIAL_FORMS": "0",
        "version": 1,
    }
    url = at("collaboration-edit", made.pk)
    assert consultant.post(url, data | {"parties-0-name": "VUC"}).status_code == 302
    response = coordinator.post(url, data | {"parties-0-name": "HK"})
    assert response.status_code == 409
    assert [(row["mine"], row["theirs"]) for row in response.context["rows"]] == [("HK", "VUC")]


# --- The action plan ----------------------------------------------------------------------------------------------------
def test_a_step_is_done_and_taken_up_again(slagelse: Place, consultant: Client) -> None:
    made = partnership(slagelse)
    data = {"what": "Find lokaler", "owner": "VUC", "due_on": "2018-05-01"}
    assert consultant.post(at("step-add", made.pk), data).status_code == 302
    page = consultant.get(made.get_absolute_url())
    assert "0 af 1 trin er gjort." in text_of(page).replace("ingen", "0")
    assert "Over tiden" in text_of(page)
    one = ActionStep.objects.get()
    response = consultant.post(at("step-done", one.pk), {"version": 1})
    assert told(response) == "Trinnet er gjort."
    assert fresh(one).done_on == timezone.localdate()
    page = text_of(consultant.get(made.get_absolute_url()))
    assert "1 af 1 trin er gjort." in page
    assert "noterede trinnet som gjort: Find lokaler" in page
    assert told(consultant.post(at("step-done", one.pk), {"version": 1})).startswith("En anden har ændret trinnet")
    assert "ikke gjort" in told(consultant.post(at("step-undo", one.pk), {"version": 2}))
    assert fresh(one).done_on is None
    assert consultant.get(at("step-done", one.pk)).status_code == 405


def test_a_step_is_corrected_removed_and_restored(slagelse: Place, consultant: Client) -> None:
    one = step(partnership(slagelse), slagelse)
    edit = {"what": "Find større lokaler", "version": 1}
    assert consultant.post(at("step-edit", one.pk), edit).status_code == 302
    assert consultant.post(at("step-edit", one.pk), edit | {"what": "Andet"}).status_code == 409
    assert consultant.post(at("step-remove", one.pk), {"version": 2}).status_code == 302
    assert not ActionStep.objects.exists()
    assert "Find større lokaler" in text_of(consultant.get(at("trash")))
    assert consultant.post(at("trash"), {"pk": f"actionstep-{one.pk}"}).status_code == 302
    assert ActionStep.objects.get().what == "Find større lokaler"


def test_what_a_step_may_not_be(slagelse: Place, kolding: Place) -> None:
    made = partnership(slagelse)
    with world.refused("Samarbejdet begyndte 3. april 2018", field="due_on"):
        step(made, slagelse, due_on=dt.date(2018, 4, 2))
    with world.refused("CPR-nummer", field="owner"):
        step(made, slagelse, owner="Kontakt 010190-1234")
    with pytest.raises(PermissionDenied):
        action_plan.add_step(kolding.access(), ActionStep(collaboration=made, what="Ikke vores"))
    one = step(made, slagelse)
    with world.refused("fremtiden", field="done_on"):
        action_plan.finish_step(
            slagelse.access(), one, done_on=timezone.localdate() + dt.timedelta(days=1), expected_version=1
        )
    with pytest.raises(Conflict):
        action_plan.take_up_step(slagelse.access(), fresh(one), expected_version=2)


def test_steps_come_in_the_order_of_their_days(slagelse: Place) -> None:
    made = partnership(slagelse)
    for what, day in (("uden dag", None), ("i maj", dt.date(2018, 5, 1)), ("i april", APRIL)):
        step(made, slagelse, what=what, due_on=day)
    assert [one.what for one in made.steps.all()] == ["i april", "i maj", "uden dag"]


def test_another_municipality_sees_neither_plan_nor_button(slagelse: Place, kolding: Place) -> None:
    one = step(partnership(slagelse), slagelse)
    theirs = client_of(kolding.coordinator)
    assert theirs.post(at("step-done", one.pk), {"version": 1}).status_code == 404
    assert theirs.get(at("step-add", one.collaboration_id)).status_code == 404


def test_the_page_asks_as_much_for_many_steps(
    slagelse: Place, consultant: Client, django_assert_max_num_queries
) -> None:
    made = partnership(slagelse, *[Party(name=f"Part {n}") for n in range(9)])
    for number in range(12):
        step(made, slagelse, what=f"Trin {number}")
    factories.enterprise("Sund og Bælt", slagelse.municipality)
    with django_assert_max_num_queries(20):
        page = consultant.get(made.get_absolute_url())
    assert len(re.findall(r"Ikke gjort", text_of(page))) == 12
