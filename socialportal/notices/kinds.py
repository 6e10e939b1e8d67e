"""What people can be told of. Upper floors add their kinds when they are ready; each can be turned off as mail."""

from collections.abc import Collection

DIGEST = "overblik"
OTHER = "andet"
# Who is told: some kinds go to the municipality's people only, some to the enterprises' only.
MUNICIPALITY, ENTERPRISES = "kommune", "virksomhed"

_names: dict[str, str] = {
    DIGEST: "Dagens overblik over frister og nye beskeder, højst én mail om dagen",
    OTHER: "Andre beskeder",
}
_only: dict[str, str] = {}


def register(kind: str, name: str, *, only: str = "") -> None:
    """A kind, with the words by which a user chooses it and whom `only` it goes to; once, however often it is called."""
    _names[kind], _only[kind] = name, only


def known(kind: str) -> str:
    """The kind itself, or the one for what has no kind of its own."""
    return kind if kind in _names else OTHER


def choices(sides: Collection[str] = (MUNICIPALITY, ENTERPRISES)) -> list[tuple[str, str]]:
    """The kinds that go to people on these sides, the daily overview first and what is left last."""
    kept = {kind: name for kind, name in _names.items() if _only.get(kind, "") in ("", *sides)}
    between = sorted((pair for pair in kept.items() if pair[0] not in (DIGEST, OTHER)), key=lambda pair: pair[1])
    return [(DIGEST, _names[DIGEST]), *between, (OTHER, _names[OTHER])]
