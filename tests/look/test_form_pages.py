"""Whole forms: errors in words, the summary on top, files, formsets, layouts of crispy."""

import re
from typing import Any

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Fieldset, Layout, Row, Submit
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client
from lxml import html

from socialportal.common.form_errors import problems
from socialportal.home.specimens import WRONG, EverythingForm, HoursFormSet

from .test_forms import Small, one, rendered, words


class TestErrors:
    """Each says what to do."""

    @pytest.mark.parametrize(
        ("field", "value", "text"),
        [
            ("name", "", "Udfyld feltet."),
            ("places", "mange", "Skriv et helt tal, fx 12."),
            ("places", "99", "Skriv et tal, der er højst 50."),
            ("places", "-1", "Skriv et tal, der er mindst 0."),
            ("price", "dyrt", "Skriv et tal, fx 4,5."),
            ("cvr", "1234567", "Skriv mindst 8 tegn. Nu er der 7."),
            ("email", "uden snabel", "Skriv e-mailadressen med @ og punktum, fx navn@firma.dk."),
            ("started", "i går", "Skriv datoen som dag, måned og år, fx 3.4.2018."),
            ("form", "ukendt", "Vælg en af mulighederne på listen."),
        ],
    )
    def test_of_a_field(self, field: str, value: str, text: str) -> None:
        sent = {"name": "Brohus", "places": "1"} | {field: value}
        assert [problem.text.split(": ", 1)[1] for problem in problems([EverythingForm(sent)])] == [text]

    def test_a_forms_own_words_are_kept(self) -> None:
        form = Small({"name": ""})
        form.fields["name"].error_messages["required"] = "Skriv virksomhedens navn."
        assert [problem.text for problem in problems([form])] == ["Navn: Skriv virksomhedens navn."]

    def test_a_question_needs_no_colon(self) -> None:
        form = Small({"name": ""})
        form.fields["name"].label = "Hvad hedder I?"
        assert [problem.text for problem in problems([form])] == ["Hvad hedder I? Udfyld feltet."]

    def test_summary_follows_the_page_and_links_to_what_is_there(self) -> None:
        form = EverythingForm(WRONG)
        form.add_error(None, "Der er allerede en virksomhed med det navn.")
        found = problems([form])
        assert found[0].target == ""
        ids = set(rendered(form).xpath("//@id"))
        assert [problem.target for problem in found[1:]] == [
            "id_name", "id_cvr", "id_started", "id_places", "id_email", "id_standing_0_0",
        ]  # fmt: skip
        assert {problem.target for problem in found[1:]} <= ids

    def test_lines_of_a_formset_are_numbered(self) -> None:
        sent = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-since": "2018-02-05", "form-0-hours": "4"}
        sent |= {"form-1-since": "2018-03-05", "form-1-hours": "99"}
        found = problems([HoursFormSet(sent)])
        assert [(problem.target, problem.text) for problem in found] == [
            ("id_form-1-hours", "Linje 2, timer: Skriv et tal, der er højst 37.")
        ]

    def test_a_form_nobody_sent_has_none(self) -> None:
        assert problems([Small(), HoursFormSet()]) == []


@pytest.mark.django_db
class TestFormPage:
    """The whole page."""

    def test_summary_is_first_focused_and_announced(self, client: Client) -> None:
        tree = html.document_fromstring(client.get("/komponenter/?side=fejl").content.decode())
        main = one(tree, "//main")
        order = [node for node in main.iter() if node.tag in {"h1", "form"} or node.get("role") == "alert"]
        summary = order[0]
        assert [node.tag for node in order] == ["div", "h1", "form"]
        assert (summary.get("tabindex"), summary.get("autofocus")) == ("-1", "")
        assert words(one(summary, ".//h2")) == "Der er seks ting at rette"

    def test_no_summary_before_it_is_sent(self, client: Client) -> None:
        assert b'role="alert"' not in client.get("/komponenter/?side=formular").content

    def test_what_was_sent_comes_back(self, client: Client) -> None:
        body = client.post("/komponenter/?side=formular", WRONG).content.decode()
        assert 'value="uden snabel"' in body
        assert 'value="mange"' in body
        assert "Fejl: Ret Havnekøkkenet" in body

    def test_a_form_with_a_file_is_sent_as_parts(self, client: Client) -> None:
        body = client.get("/komponenter/?side=formular").content.decode()
        assert 'enctype="multipart/form-data"' in body
        assert "multipart" not in client.get("/komponenter/?side=linjer").content.decode()

    def test_lines_in_a_table_have_their_own_names(self, client: Client) -> None:
        tree = html.document_fromstring(client.get("/komponenter/?side=linjer").content.decode())
        names = [words(label) for label in tree.xpath("//table//label")]
        assert len(names) == len(set(names)) == 10
        assert "Timer, linje 2" in names
        assert [name for name in names if name.startswith("Slet")] == ["Slet, linje 1"], "only what is saved is deleted"


class Pictured(forms.Form):
    """A file that may be taken away again."""

    logo = forms.FileField(label="Logo", required=False)


class Saved:
    """A file as a model gives it."""

    url = "/media/logo.png"

    def __str__(self) -> str:
        return "logo.png"


def test_a_file_that_is_there_is_shown_and_can_be_removed() -> None:
    tree = rendered(Pictured(initial={"logo": Saved()}))
    assert one(tree, "//a").get("href") == "/media/logo.png"
    assert one(tree, "//input[@type='checkbox']").get("name") == "logo-clear"
    assert rendered(Pictured()).xpath("//a|//input[@type='checkbox']") == []
    sent = Pictured({"logo-clear": "on"}, {}, initial={"logo": Saved()})
    assert sent.is_valid()
    assert sent.cleaned_data["logo"] is False
    assert Pictured({}, {"logo": SimpleUploadedFile("x.png", b"x")}).is_valid()


class TestCrispyLayout:
    """Forms that bring a layout of their own."""

    def laid_out(self, form: forms.Form) -> FormHelper:
        helper = FormHelper()
        helper.layout = Layout(
            Fieldset("Hvem", "name", Row(Column("town"), Column("phone"))),
            Div("listed", css_class="mine"),
            HTML("<p>Til sidst</p>"),
        )
        helper.add_input(Submit("gem", "Gem"))
        form.helper = helper  # type: ignore[attr-defined]
        return helper

    def test_layout_is_used_by_the_page_without_a_second_form(self) -> None:
        form = Small()
        self.laid_out(form)
        tree = rendered(form)
        assert words(one(tree, "//fieldset/legend")) == "Hvem"
        assert len(tree.xpath("//input[@type!='hidden']")) == 4
        assert tree.xpath("//form") == []

    def test_crispy_makes_a_whole_form_with_summary(self) -> None:
        form = Small({"name": ""})
        self.laid_out(form)
        tree = rendered(form, "{% crispy form %}")
        assert one(tree, "//form").get("novalidate") is not None
        assert [node.tag for node in tree.iter("div", "form") if node.get("role") == "alert" or node.tag == "form"] == [
            "div",
            "form",
        ]
        assert words(one(tree, "//button[@type='submit']")) == "Gem"

    def test_filters_of_crispy_use_the_same_pack(self) -> None:
        plain: Any = rendered(Small({"name": ""}), "{{ form|crispy }}")
        assert words(plain) == words(rendered(Small({"name": ""})))
        assert words(rendered(Small(), "{{ form.name|as_crispy_field }}")).startswith("Navn (skal udfyldes)")
        assert "Der er én ting at rette" in words(rendered(Small({"name": ""}), "{{ form|as_crispy_errors }}"))

    @pytest.mark.parametrize("template", [None, "dkfds/table_inline_formset.html"])
    def test_formsets(self, template: str | None) -> None:
        helper = FormHelper()
        helper.template = template
        text = Template("{% load crispy_forms_tags %}{% crispy formset helper %}").render(
            Context({"formset": HoursFormSet(), "helper": helper})
        )
        assert len(re.findall(r"<input[^>]*-hours", text)) == 2
        assert "form-TOTAL_FORMS" in text
