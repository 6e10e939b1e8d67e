"""What is a telephone number, and that every form that asks for one asks for a whole one."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from enterprises.forms.enterprise import EnterpriseForm
from enterprises.forms.inquiry import InquiryForm, PublicInquiryForm
from enterprises.forms.profile import ContactForm
from socialportal.accounts.access import ANONYMOUS
from socialportal.common.forms import RecordForm
from socialportal.common.phones import check_phone
from tests import factories


@pytest.mark.parametrize(
    "number", ["12345678", "12 34 56 78", "+45 12 34 56 78", "+46 8 123 456 78", "(+45) 58-50.00 00"]
)
def test_numbers(number: str) -> None:
    check_phone(number)


@pytest.mark.parametrize("number", ["12", "1234567", "12 34 56 7x", "ring til os 12345678", "++4512345678", "1" * 16])
def test_what_is_none(number: str) -> None:
    with pytest.raises(ValidationError, match="mindst 8 cifre"):
        check_phone(number)


@pytest.mark.django_db
@pytest.mark.parametrize("form", [EnterpriseForm, InquiryForm, PublicInquiryForm, ContactForm])
def test_every_form_asks_for_a_whole_number(form: type[RecordForm]) -> None:
    of = {"municipality": factories.municipality()} if form is InquiryForm else {}
    record = form._meta.model(**of)
    assert "mindst 8 cifre" in str(form({"phone": "12"}, access=ANONYMOUS, instance=record).errors["phone"])
    assert "phone" not in form({"phone": "+45 12 34 56 78"}, access=ANONYMOUS, instance=record).errors


def test_every_number_of_the_portal_is_called_phone() -> None:
    """That is what the forms go by."""
    found = {
        field.name
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if "telefon" in str(getattr(field, "verbose_name", ""))
    }
    assert found == {"phone"}
