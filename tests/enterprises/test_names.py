"""Other names and CVR numbers."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from enterprises.forms.fields import CvrNumbersField, cvr_number
from enterprises.models import CvrNumber, EnterpriseName
from enterprises.services import names as services
from socialportal.accounts import roles

from .conftest import Place
from .saying import refused

WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)  # a CVR number's weighted sum is divisible by 11 (Erhvervsstyrelsen)


@given(st.integers(10_000_000, 99_999_999))
def test_the_check_digit_decides(number: int) -> None:
    text = str(number)
    right = sum(int(digit) * weight for digit, weight in zip(text, WEIGHTS, strict=True)) % 11 == 0
    if right:
        assert cvr_number(f"DK {text[:2]} {text[2:]}") == text
    else:
        with refused("et ciffer må være skrevet forkert"):
            cvr_number(text)


@pytest.mark.parametrize("text", ["123", "123456789", "1015081x", "ti-fire", ""])
def test_what_is_no_number_says_what_to_write(text: str) -> None:
    with refused("Skriv CVR-nummeret med 8 cifre"):
        cvr_number(text)


def test_several_on_lines_or_with_commas() -> None:
    field = CvrNumbersField()
    assert field.clean("10 15 08 17\n25313763, 10150817;") == ["10150817", "25313763"]
    assert field.clean("") == []
    with refused("1234: Skriv CVR-nummeret med 8 cifre"):
        field.clean("10150817\n1234")


def test_a_consultant_keeps_them(slagelse: Place) -> None:
    access = slagelse.access(roles.CONSULTANT)
    number = services.add_cvr(access, CvrNumber(enterprise=slagelse.enterprise, number="10 15 08 17"))
    assert number.number == "10150817"
    number.name = "Køkkenet"
    services.change_cvr(access, number, expected_version=1)
    services.remove_cvr(access, number, expected_version=2)
    assert not slagelse.enterprise.cvr_numbers.exists()
    name = services.add_name(access, EnterpriseName(enterprise=slagelse.enterprise, name="SUMAK"))
    name.valid_to = dt.date(2016, 12, 31)
    services.change_name(access, name, expected_version=1)
    services.remove_name(access, name, expected_version=2)
    assert not slagelse.enterprise.other_names.exists()
    for role in (roles.ADMINISTRATOR, roles.ENTERPRISE_USER):
        with pytest.raises(PermissionDenied):
            services.add_name(slagelse.access(role), EnterpriseName(enterprise=slagelse.enterprise, name="X"))


def test_a_number_cannot_be_changed_to_somebody_elses(slagelse: Place) -> None:
    access = slagelse.access()
    other = slagelse.another("Andet")
    CvrNumber.objects.create(enterprise=other, number="25313763")
    number = services.add_cvr(access, CvrNumber(enterprise=slagelse.enterprise, number="10150817"))
    number.number = "25313763"
    with refused("står allerede på Andet", field="number"):
        services.change_cvr(access, number, expected_version=1)
