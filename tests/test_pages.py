"""The reader of pages finds what it says it finds."""

import pytest

from .pages import faults_of

CLEAN = '<html lang="da"><title>T</title><body><main><h1>H</h1>{}</main></body></html>'


def test_a_clean_page_has_no_faults() -> None:
    assert faults_of(CLEAN.format('<label for="a">A</label><input id="a">')) == []
    assert (
        faults_of(CLEAN.format('<code>{{ year }}</code><label for="a">A</label><textarea id="a">{{ x }}</textarea>'))
        == []
    )


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ('<p style="color:red">x</p>', "style attribute"),
        ("<style>p{}</style>", "style element"),
        ("<script>1</script>", "inline script"),
        ('<p onclick="x()">x</p>', "inline handler"),
        ("<h1>again</h1>", "2 h1"),
        ("<h3>x</h3>", "h1 is followed by h3"),
        ('<p id="a"></p><p id="a"></p>', "id twice"),
        ('<p aria-describedby="b">x</p>', "aria-describedby points nowhere"),
        ('<a href="#b">x</a>', "link to a place"),
        ("<input>", "field without a label"),
        ('<img src="/x.png">', "picture without alt"),
        ('<form method="post"></form>', "without a token"),
        ('<a href="/x"></a>', "without words"),
        ("<p>{{ name }}</p>", "left over"),
        ("<p>None</p>", "not for people"),
        ('<a class="button button-primary" href="/">a</a><button class="button-primary">b</button>', "filled button"),
    ],
)
def test_each_fault_is_found(part: str, fault: str) -> None:
    assert any(fault in found for found in faults_of(CLEAN.format(part)))
