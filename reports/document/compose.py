"""The report as one frozen value: all its parts, in the order they are read. What it looks like is the templates' business."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from socialportal.common import danish

from ..editions import Edition
from ..figures import Basis
from . import front
from .back import Back, back
from .brief import Brief, brief
from .enterprises import Enterprises, Network, Registration, Stories, enterprises, network, registration, stories
from .front import Cover, Entry, Letter
from .material import Material, gather
from .phrases import fig, in_the_year
from .points import Points, Recommendations, points, recommendations

_FEW_PORTRAITS = 4


@dataclass(frozen=True, eq=False)
class Document:
    """A report of an edition. A part that is None is not printed. `numbers` and `titles` are of chapters, by key."""

    material: Material
    title: str
    language: str
    stamp: str
    cover: Cover
    letter: Letter | None
    contents: tuple[Entry, ...]
    brief: Brief | None
    numbers: dict[str, str]
    titles: dict[str, str]
    introduction: SafeString
    introduction_aside: str
    enterprises: Enterprises | None
    registration: Registration | None
    network: Network | None
    stories: Stories | None
    points: Points | None
    recommendations: Recommendations | None
    back: Back

    @property
    def is_public(self) -> bool:
        """Whether it is protected."""
        return self.material.edition.is_public

    @property
    def is_short(self) -> bool:
        """Too little for every chapter to begin a page."""
        portraits = len(self.enterprises.portraits) if self.enterprises else 0
        return not self.letter and not self.points and portraits <= _FEW_PORTRAITS

    @property
    def next_year(self) -> str:
        """The year the plans are for."""
        return str(self.material.basis.year + 1)

    @property
    def edition_label(self) -> str:
        """Which of the two it is."""
        return "Offentlig udgave" if self.is_public else front.INTERNAL_STAMP

    @property
    def description(self) -> str:
        """One sentence for the file's properties."""
        basis = self.material.basis
        return f"{self.edition_label}. Opgjort pr. {danish.date(basis.as_of)}.".replace(danish.NO_BREAK, " ")


def compose(basis: Basis, edition: Edition, *, linked: bool = False, draft: bool = True) -> Document:
    """Counts, reads and puts together. Raises BasisError for a year without presence.

    `draft` stamps a public edition *Kladde*; the internal one is always stamped as what it is.
    """
    material = gather(basis, edition, linked=linked)
    has = set(material.chapters)
    stamp = (front.DRAFT_STAMP if draft else "") if material.edition.is_public else front.INTERNAL_STAMP
    cover = front.cover(material, stamp)
    written = front.letter(material)
    short = brief(material)
    introduction = _introduction(material)
    about = enterprises(material) if "enterprises" in has else None
    registered = registration(material) if "registration" in has else None
    met = network(material) if "network" in has else None
    told = stories(material) if "stories" in has else None
    answered = points(material) if "points" in has else None
    advised = recommendations(material) if "recommendations" in has else None
    titles = front.chapter_titles(told)
    return Document(
        material=material,
        title=f"{cover.title} {basis.year} – {cover.municipality}",
        language="da",
        stamp=stamp,
        cover=cover,
        letter=written,
        contents=front.contents(material, titles, about, answered, advised),
        brief=short,
        numbers={key: material.number(f"afsnit:{key}") for key in material.chapters},
        titles=titles,
        introduction=introduction,
        introduction_aside=_in_force(material),
        enterprises=about,
        registration=registered,
        network=met,
        stories=told,
        points=answered,
        recommendations=advised,
        back=back(material),
    )


def _introduction(material: Material) -> SafeString:
    """What is written, else one sentence that says what the report is about."""
    if text := material.section("introduction"):
        return text
    listed = material.value("enterprises_listed")
    when = f"{in_the_year(material.basis)} arbejdede socialøkonomisk i {material.basis.municipality.full_name}."
    if listed == 1:
        told = f"Rapporten fortæller om den virksomhed eller det initiativ, der {when}"
    elif listed:
        told = f"Rapporten fortæller om de {fig('enterprises_listed', 'ord')} virksomheder og initiativer, der {when}"
    else:
        told = f"Rapporten fortæller om {in_the_year(material.basis)} i {material.basis.municipality.full_name}."
    return material.prose.paragraphs(told)


def _in_force(material: Material) -> str:
    strategy = material.strategy
    if strategy is None:
        return ""
    adopted = f"Strategien blev vedtaget {danish.date(strategy.adopted_on)}" if strategy.adopted_on else "Strategien"
    if strategy.valid_to is None:
        return f"{adopted}." if strategy.adopted_on else ""
    return f"{adopted}{' og' if strategy.adopted_on else ''} gælder til og med {danish.date(strategy.valid_to)}."
