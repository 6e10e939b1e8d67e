"""Who helps with what: the country's and one's own, in order, kept by those whose they are."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from enterprises.models import Helper, HelperKind
from enterprises.services import helper as services
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM
from tests import factories

from .conftest import Place
from .saying import text

PAGE = "/hjaelp-til-virksomheder/"


def one(name: str, place: Place | None = None, code: str = "bank", **fields: object) -> Helper:
    kind = HelperKind.objects.get(code=code)
    return Helper(municipality=place.municipality if place else None, kind=kind, name=name, helps_with="Lån", **fields)


def test_everybody_reads_the_countrys_and_a_municipalitys(slagelse: Place, kolding: Place) -> None:
    for helper in (one("Alles bank"), one("Slagelses bank", slagelse), one("Koldings bank", kolding)):
        services.add_helper(SYSTEM, helper)
    page = text(Client().get(PAGE))
    assert "Alles bank" in page
    assert "Slagelses bank" not in page
    assert "kan ikke give tilskud" in page
    page = text(Client().get(PAGE + "?kommune=0621"))
    assert "Koldings bank" in page
    assert "Slagelses bank" not in page
    assert "Slagelses bank" in text(slagelse.client(roles.POLITICIAN).get(PAGE)), "one's own place is chosen"
    assert "Ret" not in text(slagelse.client(roles.POLITICIAN).get(PAGE)).split("<main")[1].replace("Retur", "")


def test_grouped_by_kind_in_the_order_of_the_list(slagelse: Place) -> None:
    for name, code in (("Sidst", "law"), ("Anden bank", "bank"), ("Tredje bank", "bank")):
        services.add_helper(SYSTEM, one(name, code=code))
    first = services.add_helper(SYSTEM, one("Først"))
    assert first.order == 3
    first.order = 1
    services.change_helper(SYSTEM, first, expected_version=1)
    page = text(Client().get(PAGE))
    places = [page.index(name) for name in ("Anden bank", "Først", "Tredje bank", "Sidst")]
    assert places == sorted(places)


def test_a_coordinator_keeps_ones_own_and_not_the_countrys(slagelse: Place, kolding: Place) -> None:
    national, theirs = services.add_helper(SYSTEM, one("Alles bank")), services.add_helper(SYSTEM, one("K", kolding))
    for helper in (national, theirs):
        with pytest.raises(PermissionDenied):
            services.change_helper(slagelse.access(), helper, expected_version=1)
        with pytest.raises(PermissionDenied):
            services.remove_helper(slagelse.access(), helper, expected_version=1)
    with pytest.raises(PermissionDenied):
        services.add_helper(slagelse.access(), one("Alles"))
    with pytest.raises(PermissionDenied):
        services.add_helper(slagelse.access(roles.CONSULTANT), one("Vores", slagelse))
    services.add_helper(slagelse.access(), one("Vores", slagelse))


def test_the_system_administrator_keeps_the_countrys_also_when_deleted(slagelse: Place) -> None:
    keeper = factories.user("drift@socialportal.example", roles.SYSTEM_ADMINISTRATOR)
    access = factories.access_for(keeper)
    national, ours = services.add_helper(access, one("Alles bank")), services.add_helper(SYSTEM, one("Vores", slagelse))
    with pytest.raises(PermissionDenied):
        services.change_helper(access, ours, expected_version=1)
    services.remove_helper(access, national, expected_version=1)
    services.remove_helper(slagelse.access(), ours, expected_version=1)
    client = Client()
    client.force_login(keeper)
    trash = reverse("enterprises:helpers-trash")
    assert "Alles bank" in text(client.get(trash))
    assert "Vores" not in text(client.get(trash))
    assert client.post(trash, {"pk": ours.pk}).status_code == 404
    client.post(trash, {"pk": national.pk})
    assert [helper.name for helper in Helper.objects.all()] == ["Alles bank"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://bank.example", "data:text/html,x"])
def test_links_are_http_only(slagelse: Place, address: str) -> None:
    form = {"kind": HelperKind.objects.get(code="bank").pk, "name": "B", "helps_with": "L", "order": 0}
    response = slagelse.client().post(reverse("enterprises:helper-add"), form | {"website": address, "token": "t"})
    assert response.status_code == 422
