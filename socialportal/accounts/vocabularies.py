"""The national lists that the system administrator keeps. Upper apps register theirs in `AppConfig.ready`."""

from dataclasses import dataclass

from socialportal.common.records import Vocabulary


@dataclass(frozen=True)
class WordList:
    """One list: its address, its table, a sentence about what it is for; `fixed` when words can only change their name."""

    slug: str
    model: type[Vocabulary]
    about: str
    fixed: bool = False

    @property
    def title(self) -> str:
        """Its heading."""
        name = str(self.model._meta.verbose_name_plural)
        return name[:1].upper() + name[1:]


_lists: dict[str, WordList] = {}


def register(slug: str, model: type[Vocabulary], about: str, *, fixed: bool = False) -> None:
    """Adds a list under `/konto/ordlister/<slug>/`; a second time changes nothing."""
    _lists[slug] = WordList(slug, model, about, fixed)


def all_lists() -> list[WordList]:
    """Every list, in the order they were registered."""
    return list(_lists.values())


def find(slug: str) -> WordList | None:
    """The list at an address."""
    return _lists.get(slug)


def list_of(model: type[Vocabulary]) -> WordList:
    """The list that a table belongs to. Raises StopIteration for a table nobody registered."""
    return next(found for found in _lists.values() if found.model is model)
