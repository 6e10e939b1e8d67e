"""Collaborations and initiatives as people use them."""

import datetime as dt

from django.test import Client

from agreements.models import Collaboration, Initiative, Participation
from tests import factories

from .reading import at, text_of, told
from .world import Place


def test_a_collaboration_from_start_to_end(slagelse: Place, consultant: Client) -> None:
    data = {"presence": slagelse.presence.pk, "partner_name": "Comwell", "scope": "pleje af haven", "place": "Korsør"}
    response = consultant.post(f"{at('collaboration-add')}?slags=csr", data | {"valid_from": "2018-04-03"})
    made = Collaboration.objects.get()
    assert response["Location"] == made.get_absolute_url()
    page = text_of(consultant.get(made.get_absolute_url()))
    assert "Samarbejdet løber siden 3. april 2018" in page
    assert "Pleje af haven. Sted: Korsør." in page
    early = consultant.post(at("collaboration-end", made.pk), {"ended_on": "2018-04-02", "version": 1})
    assert "Sidste dag: Samarbejdet begyndte 3. april 2018." in text_of(early)
    end = {"ended_on": "2018-12-31", "reason": "Opgaven er løst.", "version": 1}
    assert consultant.post(at("collaboration-end", made.pk), end).status_code == 302
    page = text_of(consultant.get(made.get_absolute_url()))
    assert "Sluttede 31. december 2018" in page
    assert "noterede 31. december 2018 som samarbejdets sidste dag" in page
    assert consultant.post(at("collaboration-remove", made.pk), {"version": 2}).status_code == 302
    assert not Collaboration.objects.exists()


def test_a_collaboration_has_one_partner(slagelse: Place, consultant: Client) -> None:
    other = factories.enterprise("Sund og Bælt", slagelse.municipality)
    data, url = {"presence": slagelse.presence.pk}, f"{at('collaboration-add')}?slags=csr"
    assert "Vælg en på listen, eller skriv" in text_of(consultant.post(url, data))
    both = consultant.post(url, data | {"partner": other.pk, "partner_name": "Comwell"})
    assert "Den anden er valgt på listen. Lad feltet stå tomt." in text_of(both)
    assert consultant.post(url, data | {"partner": other.pk}).status_code == 302


def test_collaborations_are_found(slagelse: Place, consultant: Client) -> None:
    for partner, start, end in (
        ("Comwell", dt.date(2017, 1, 1), dt.date(2017, 12, 31)),
        ("BoligKorsør", dt.date(2018, 4, 3), None),
        ("Sund og Bælt", None, None),
    ):
        Collaboration.objects.create(presence=slagelse.presence, partner_name=partner, valid_from=start, valid_to=end)

    def found(query: str) -> set[str]:
        page = text_of(consultant.get(f"{at('collaborations')}?{query}"))
        return {name for name in ("Comwell", "BoligKorsør", "Sund og Bælt") if name in page}

    assert found("") == {"Comwell", "BoligKorsør", "Sund og Bælt"}
    assert found("q=veteranhaven+BÆLT") == {"Sund og Bælt"}
    assert found("aar=2018") == {"BoligKorsør"}
    assert found("status=afsluttet") == {"Comwell"}
    assert found("status=i-gang") == {"BoligKorsør", "Sund og Bælt"}


def test_an_initiative_with_those_who_take_part(slagelse: Place, coordinator: Client, consultant: Client) -> None:
    data = {"name": "Borger i job", "description": "Fra praktik til job.", "participants_counted": "on"}
    response = coordinator.post(at("initiative-add"), data | {"valid_from": "2018-01-01"})
    made = Initiative.objects.get()
    assert response["Location"] == made.get_absolute_url()
    join = {"presence": slagelse.presence.pk, "valid_from": "2018-11-01"}
    response = coordinator.post(at("participation-add", made.pk), join)
    assert told(response).endswith("VeteranHaven er med i initiativet.")
    page = text_of(consultant.get(made.get_absolute_url()))
    assert "1 virksomhed er med nu." in page
    assert "Fra praktik til job." in page
    assert "Går ud" not in page  # that is the coordinator's
    one = Participation.objects.get()
    late = coordinator.post(at("participation-edit", one.pk), {"valid_from": "2017-11-01", "version": 1})
    assert "Initiativet begynder 1. januar 2018, men VeteranHaven er med før." in text_of(late)
    assert (
        coordinator.post(at("participation-end", one.pk), {"ended_on": "2019-01-31", "version": 1}).status_code == 302
    )
    assert "Er ikke med" in text_of(coordinator.get(made.get_absolute_url()))
    assert "1 virksomheds deltagelse" in text_of(coordinator.get(at("initiative-remove", made.pk)))
    assert coordinator.post(at("participation-remove", one.pk), {"version": 2}).status_code == 302
    end = {"ended_on": "2019-12-31", "version": 1}
    assert coordinator.post(at("initiative-end", made.pk), end).status_code == 302
    assert "31. december 2019" in text_of(coordinator.get(made.get_absolute_url()))
    assert coordinator.post(at("initiative-edit", made.pk), data | {"name": "Job", "version": 2}).status_code == 302
    assert text_of(coordinator.get(f"{at('initiatives')}?q=job&status=i-gang")).count("1 initiativ") == 1
    assert coordinator.post(at("initiative-remove", made.pk), {"version": 3}).status_code == 302


def test_an_enterprise_of_another_municipality_cannot_join(
    slagelse: Place, kolding: Place, coordinator: Client
) -> None:
    made = Initiative.objects.create(municipality=slagelse.municipality, key="job", name="Job")
    page = coordinator.get(at("participation-add", made.pk))
    assert "Fjordtangen" not in page.content.decode()
    response = coordinator.post(at("participation-add", made.pk), {"presence": kolding.presence.pk})
    assert response.status_code == 422
    theirs = Initiative.objects.create(municipality=kolding.municipality, key="job", name="Job")
    assert coordinator.get(at("participation-add", theirs.pk)).status_code == 404
