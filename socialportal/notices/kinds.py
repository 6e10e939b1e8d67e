"""What people can be told of. Upper floors add their kinds when they are ready; each can be turned off as mail."""

DIGEST = "overblik"
OTHER = "andet"

_names: dict[str, str] = {
    DIGEST: "Dagens overblik over frister og nye beskeder, højst én mail om dagen",
    OTHER: "Andre beskeder",
}


def register(kind: str, name: str) -> None:
    """A kind, with the words by which a user chooses it; once, however often it is called."""
    _names[kind] = name


def known(kind: str) -> str:
    """The kind itself, or the one for what has no kind of its own."""
    return kind if kind in _names else OTHER


def choices() -> list[tuple[str, str]]:
    """All kinds, the daily overview first and what is left last."""
    between = sorted((pair for pair in _names.items() if pair[0] not in (DIGEST, OTHER)), key=lambda pair: pair[1])
    return [(DIGEST, _names[DIGEST]), *between, (OTHER, _names[OTHER])]
