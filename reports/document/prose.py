"""The report's texts as they are printed: figures filled in for the edition, typeset, escaped, with their links.

Paragraphs and words only; which text stands where is the templates' business.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from socialportal.common.typography import typeset

from .. import placeholders
from ..figures import Figure
from ..placeholders import Lookup, Part

# Where a figure's definition stands, by its name; nothing where it has none.
Defined = Callable[[str], str]
_NO_PAGE = ("aftale:",)


@dataclass
class Prose:
    """Prints texts of one edition. `linked` gives figures a link to their definition: on a screen, not on paper.

    `named` remembers the figures that were printed, so that the last pages define these and no others.
    """

    lookup: Lookup
    anchors: Mapping[str, str]
    defined: Defined
    linked: bool = False
    named: dict[str, Figure] = field(default_factory=dict)

    def with_lookup(self, lookup: Lookup) -> "Prose":
        """The same for one text that may name more."""
        return Prose(lookup, self.anchors, self.defined, self.linked, self.named)

    def figure(self, figure: Figure, written: str) -> SafeString:
        """A figure that the report itself prints, in the words given."""
        return self._marked(Part(typeset(written), figure.name, figure=figure), "", "")

    def words(self, text: str) -> SafeString:
        """One stretch of text without paragraphs."""
        return self._line(placeholders.parts(" ".join(text.split()), self.lookup))

    def plain(self, text: str) -> str:
        """The same, as text: for titles of pictures."""
        return typeset(placeholders.plain(text, self.lookup))

    def paragraphs(self, text: str | None, kind: str = "") -> SafeString:
        """`<p>` and `<ul class="points">`; nothing for an empty text. `kind` is the class of the paragraphs."""
        opening = format_html('<p class="{}">', kind) if kind else mark_safe("<p>")
        made = []
        for block in placeholders.blocks(text or "", self.lookup):
            lines = [self._line(item) for item in block.items]
            if block.is_list:
                items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
                made.append(format_html('<ul class="points">{}</ul>', items))
            else:
                made.append(format_html("{}{}</p>", opening, lines[0]))
        return mark_safe("\n".join(made))  # every piece is escaped above

    def literal(self, text: str) -> SafeString:
        """Paragraphs of somebody else's text, in which braces name nothing."""
        return self.paragraphs(_shielded(text))

    def literal_line(self, text: str) -> SafeString:
        """A line of the same."""
        return self.words(_shielded(text))

    def _line(self, parts: tuple[Part, ...]) -> SafeString:
        """Typeset as one line, as quotation marks and what stays together do not stop at a figure."""
        texts = [_even(part.text) for part in parts]
        whole = typeset("".join(texts))
        made, place = [], 0
        for part, text in zip(parts, texts, strict=True):
            end = place + len(text)
            made.append(self._marked(_with_text(part, whole[place:end]), whole[:place][-1:], whole[end : end + 1]))
            place = end
        return mark_safe("".join(made))

    def _marked(self, part: Part, before: str, after: str) -> SafeString:
        if part.is_reference and part.key in self.anchors:
            kind = "ref" if not part.key.startswith(_NO_PAGE) else "see"
            within = " within" if (before, after) == ("(", ")") or after == ")" else ""
            return format_html('<a class="{}{}" href="#{}">{}</a>', kind, within, self.anchors[part.key], part.text)
        if part.figure:
            self.named.setdefault(part.key, part.figure)
            address = self.defined(part.key) if self.linked else ""
            inside = placeholders.html([_with_text(part, part.text)])
            return format_html('<a class="fig" href="#{}">{}</a>', address, inside) if address else inside
        return placeholders.html([part])


def _even(text: str) -> str:
    """With the signs that typesetting would make shorter already made, so that places in the text stay where they are."""
    return text.replace("...", "…").replace(" -- ", " – ")


def _with_text(part: Part, text: str) -> Part:
    return Part(text, part.key, part.is_reference, part.figure, part.trouble, part.problem)


def _shielded(text: str) -> str:
    """Braces that stand together are set apart, so that they are words like others."""
    return text.replace("{{", "{ {").replace("}}", "} }")
