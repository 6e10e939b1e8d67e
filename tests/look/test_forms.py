"""The form pack: marks, hints, errors in words, and everything typed kept."""

import datetime as dt

import pytest
from django import forms
from django.template import Context, Template
from django_filters.fields import ChoiceField as FilterChoice
from lxml import html

from socialportal.accounts.models import Municipality
from socialportal.home.specimens import WRONG, EverythingForm


class Small(forms.Form):
    """One field that must be filled in, two that may."""

    name = forms.CharField(label="Navn", help_text="Som I selv skriver det.")
    town = forms.CharField(label="By", required=False)
    listed = forms.BooleanField(label="Synlig", required=False)
    phone = forms.CharField(label="Telefon", required=False)


def rendered(form: forms.Form, tag: str = "{% form_fields form %}") -> html.HtmlElement:
    """The form's fields as a tree."""
    text = Template("{% load crispy_forms_tags %}" + tag).render(Context({"form": form}))
    return html.fromstring(f"<div>{text}</div>")


def one(tree: html.HtmlElement, path: str) -> html.HtmlElement:
    """The only element of that kind."""
    found = tree.xpath(path)
    assert len(found) == 1, path
    return found[0]


def words(node: html.HtmlElement) -> str:
    """Its text with single spaces."""
    return " ".join(node.text_content().split())


class TestMarks:
    """The rarer kind of field is marked."""

    def test_few_required_fields_are_marked(self) -> None:
        labels = [words(label) for label in rendered(Small()).xpath("//label")]
        assert labels == ["Navn (skal udfyldes)", "By", "Synlig", "Telefon"]

    def test_few_optional_fields_are_marked(self) -> None:
        form = Small()
        form.fields["town"].required = True
        labels = [words(label) for label in rendered(form).xpath("//label")]
        assert labels == ["Navn", "By", "Synlig", "Telefon (valgfrit)"]

    def test_nothing_is_marked_where_all_are_alike(self) -> None:
        form = Small()
        for name in ("town", "phone"):
            form.fields[name].required = True
        assert "(" not in words(rendered(form))

    def test_a_long_form_of_optional_fields_is_not_littered(self) -> None:
        form = Small()
        form.fields["name"].required = False
        assert "(" not in words(rendered(form))

    def test_a_short_one_says_that_one_may_go_on(self) -> None:
        form = Small()
        del form.fields["name"], form.fields["phone"]
        assert "By (valgfrit)" in words(rendered(form))
        assert "(" not in words(rendered(form, "{% filter_fields form %}"))


class TestDescription:
    """What a screen reader says of a field."""

    def test_hint_and_error_belong_to_the_field(self) -> None:
        tree = rendered(Small({"name": ""}))
        field = one(tree, "//input[@name='name']")
        assert field.get("aria-describedby") == "id_name_helptext id_name_error"
        assert field.get("aria-invalid") == "true"
        assert field.get("required") is not None
        assert words(one(tree, "//*[@id='id_name_error']")) == "Fejl: Udfyld feltet."
        assert one(tree, "//input[@name='town']").get("aria-describedby") is None

    def test_a_group_is_described_as_one(self) -> None:
        tree = rendered(EverythingForm({**WRONG, "groups": ["ukendt"]}))
        group = one(tree, "//fieldset[legend[contains(., 'Målgrupper')]]")
        assert group.get("aria-describedby") == "id_groups_error"
        assert [label.text for label in group.xpath(".//label")] == ["Fleksjob", "Ressourceforløb", "Unge under 30 år"]

    def test_options_with_headings_are_groups(self) -> None:
        group = one(rendered(EverythingForm()), "//div[@role='group'][.//label='Registreret']")
        heading = one(rendered(EverythingForm()), f"//*[@id='{group.get('aria-labelledby')}']")
        assert words(heading) == "Godkendt"

    def test_select_is_as_django_makes_it(self) -> None:
        choices = [("", "Alle"), ("Nord", [(1, "Å & Ø"), (2, "<b>")]), ("x", "Y")]
        form = forms.Form({"one": "2", "more": ["1", "x"]})
        form.fields["one"] = forms.ChoiceField(
            choices=choices, required=False, widget=forms.Select(attrs={"class": "mine"})
        )
        form.fields["more"] = forms.MultipleChoiceField(choices=choices, disabled=True)
        for name, classes in {"one": "mine form-select", "more": "form-select"}.items():
            ours = one(rendered(form), f"//select[@name='{name}']")
            theirs = html.fromstring(form[name].as_widget(attrs={"class": classes}))
            assert ours.attrib == theirs.attrib
            described = [
                [(o.getparent().tag, o.get("value"), o.get("selected"), o.text) for o in select.iter("option")]
                for select in (ours, theirs)
            ]
            assert described[0] == described[1]

    def test_many_options_stand_in_columns(self) -> None:
        form = forms.Form()
        form.fields["few"] = forms.MultipleChoiceField(
            choices=[(n, "få") for n in range(3)], widget=forms.CheckboxSelectMultiple
        )
        form.fields["many"] = forms.MultipleChoiceField(
            choices=[(n, "mange") for n in range(9)], widget=forms.CheckboxSelectMultiple
        )
        columns = one(rendered(form), "//div[@class='form-options-many']")
        assert [words(label) for label in columns.xpath(".//label")] == ["Mange"] * 9

    def test_no_choice_has_a_name(self) -> None:
        form = forms.Form()
        form.fields["must"] = forms.ChoiceField(choices=[("", "---------"), ("a", "A")])
        form.fields["may"] = forms.ModelChoiceField(Municipality.objects.none(), required=False)
        form.fields["filter"] = FilterChoice(choices=[("a", "A")], required=False)
        form.fields["own"] = forms.ChoiceField(choices=[("", "Alle"), ("a", "A")], required=False)
        assert [words(option) for option in rendered(form).xpath("//option[@value='']")] == [
            "Vælg",
            "Ikke valgt",
            "Alle",
            "Alle",
        ]

    def test_autocomplete_is_kept(self) -> None:
        assert one(rendered(EverythingForm()), "//input[@name='email']").get("autocomplete") == "email"

    def test_a_placeholder_never_stands_in_for_words(self) -> None:
        form = Small()
        form.fields["town"].widget.attrs["placeholder"] = "By"
        assert rendered(form).xpath("//@placeholder") == []


class TestWhatWasTyped:
    """Nothing typed is lost, not even what a browser could not show in a field of the right kind."""

    def test_texts_choices_and_boxes(self) -> None:
        tree = rendered(
            EverythingForm({**WRONG, "towns": ["k", "æ"], "form": "for", "listed": "on", "name": "<b>Bro</b>"})
        )
        assert one(tree, "//input[@name='name']").get("value") == "<b>Bro</b>"
        assert one(tree, "//textarea").text.strip() == "Vi bager brød sammen."
        assert tree.xpath("//input[@name='groups'][@checked]/@value") == ["fleks"]
        assert tree.xpath("//select[@name='towns']/option[@selected]/@value") == ["k", "æ"]
        assert tree.xpath("//select[@name='form']/option[@selected]/@value") == ["for"]
        assert one(tree, "//input[@name='listed']").get("checked") is not None
        assert one(tree, "//input[@name='version']").get("value") == "3"

    @pytest.mark.parametrize(
        ("typed", "kind", "shown"),
        [
            ("31.2.2018", "text", "31.2.2018"),
            ("2018-02-31", "text", "2018-02-31"),
            ("2018-04-03", "date", "2018-04-03"),
            ("", "date", ""),
        ],
    )
    def test_dates(self, typed: str, kind: str, shown: str) -> None:
        field = one(rendered(EverythingForm({"started": typed})), "//input[@name='started']")
        assert (field.get("type"), field.get("value")) == (kind, shown)

    def test_a_known_date_is_shown_as_the_browser_wants_it(self) -> None:
        field = one(rendered(EverythingForm(initial={"started": dt.date(2018, 4, 3)})), "//input[@name='started']")
        assert (field.get("type"), field.get("value")) == ("date", "2018-04-03")

    @pytest.mark.parametrize(
        ("typed", "kind"), [("mange", "text"), ("4,5", "text"), ("1.000", "number"), ("8", "number"), ("", "number")]
    )
    def test_numbers(self, typed: str, kind: str) -> None:
        field = one(rendered(EverythingForm({"places": typed})), "//input[@name='places']")
        assert field.get("type") == kind
        assert (field.get("value") or "") == typed

    def test_a_danish_decimal_is_read_and_shown(self) -> None:
        form = EverythingForm({"price": "1.687,50", "name": "x", "places": "1"})
        assert form.is_valid()
        assert str(form.cleaned_data["price"]) == "1687.50"
        field = one(rendered(form), "//input[@name='price']")
        assert (field.get("value"), field.get("inputmode")) == ("1.687,50", "decimal")


class TestHowLong:
    """Texts say how long they may be and are."""

    def test_words_are_counted(self) -> None:
        tree = rendered(EverythingForm({**WRONG, "text": "et to  tre\nfire"}))
        hint = one(tree, "//*[@id='id_text_words']")
        assert words(hint) == "80–250 ord. Lige nu 4 ord."
        assert "id_text_words" in one(tree, "//textarea").get("aria-describedby").split()

    def test_letters_where_only_they_are_limited(self) -> None:
        form = Small()
        form.fields["town"] = forms.CharField(label="By", max_length=2000, widget=forms.Textarea, required=False)
        assert "Højst 2.000 tegn. Lige nu ingen tegn." in words(rendered(form))
