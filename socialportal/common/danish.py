"""How Danish is written: numbers, dates, counts in words, lists. Pure functions used by pages, report and mail alike."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

NO_BREAK = "\u00a0"
MONTHS = (
    ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"]
)  # fmt: skip
WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
_WORDS = ["ingen", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"]


def date(day: dt.date | None, *, year: bool = True) -> str:
    """`3. april 2018`, with no-break spaces; an unknown day is an empty string."""
    if day is None:
        return ""
    parts = [f"{day.day}.", MONTHS[day.month - 1]] + ([str(day.year)] if year else [])
    return NO_BREAK.join(parts)


def month(day: dt.date) -> str:
    """`april 2018`."""
    return f"{MONTHS[day.month - 1]}{NO_BREAK}{day.year}"


def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """`1.687.000` and `4,5`: dot for thousands, comma for decimals, half up; without `decimals` as many as it came with."""
    exact = Decimal(str(value))
    if decimals is None:
        decimals = max(0, -int(exact.normalize().as_tuple().exponent)) if exact else 0
    rounded = half_up(exact, decimals)
    text = f"{abs(rounded):,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    return f"−{text}" if rounded < 0 else text


def half_up(value: Decimal | float | int, decimals: int = 0) -> Decimal:
    """Rounds half away from zero, as people do (64.75 → 64.8), not half to even."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def share(part: int, whole: int) -> Decimal | None:
    """Percent with one decimal, half up; None of an empty whole."""
    return half_up(Decimal(part * 100) / Decimal(whole), 1) if whole else None


def percent(value: Decimal | float | int | None) -> str:
    """`64,7 %` and `40 %`: one decimal unless it is zero."""
    if value is None:
        return ""
    rounded = half_up(value, 1)
    return f"{number(rounded, 0 if rounded == rounded.to_integral_value() else 1)}{NO_BREAK}%"


def kroner(value: int | Decimal, *, approximate: bool = False) -> str:
    """`1.687.000 kr.`, with the decimals it came with; `ca.` before an approximate one."""
    exact = Decimal(str(value))
    text = f"{number(exact, 0 if exact == exact.to_integral_value() else 2)}{NO_BREAK}kr."
    return f"ca.{NO_BREAK}{text}" if approximate else text


def about_kroner(value: int | Decimal) -> str:
    """`ca. 1,7 mio. kr.` from a million up, `ca. 650.000 kr.` (to the nearest thousand) below."""
    if abs(Decimal(value)) >= 1_000_000:
        millions = half_up(Decimal(value) / 1_000_000, 1)
        return NO_BREAK.join(["ca.", number(millions), "mio.", "kr."])
    return kroner(half_up(Decimal(value) / 1000) * Decimal(1000), approximate=True)


def words(value: int, *, neuter: bool = False) -> str:
    """Numbers to ten in words (`én`/`ét` for one), digits above."""
    if value == 1:
        return "ét" if neuter else "én"
    return _WORDS[value] if 0 <= value <= 10 else number(value)


def capital(text: str) -> str:
    """First letter large, the rest untouched (str.capitalize would make `RSV` small)."""
    return text[:1].upper() + text[1:]


def count(value: int, singular: str, plural: str, *, none: str = "ingen") -> str:
    """`1 virksomhed`, `19 virksomheder`, `ingen virksomheder`."""
    if value == 0:
        return f"{none} {plural}"
    return f"{number(value)}{NO_BREAK}{singular if value == 1 else plural}"


def out_of(part: int, whole: int) -> str:
    """`10 af 25`: both sides the same way, in digits."""
    return NO_BREAK.join([number(part), "af", number(whole)])


def listing(items: Iterable[str], last: str = "og") -> str:
    """`a, b og c`."""
    all_items: Sequence[str] = list(items)
    if len(all_items) < 2:
        return "".join(all_items)
    return f"{', '.join(all_items[:-1])} {last} {all_items[-1]}"


def genitive(name: str) -> str:
    """`Slagelses`, `Sumaks`, `Veterans’` for names that already end in s, x or z."""
    return f"{name}’" if name[-1:].lower() in {"s", "x", "z"} else f"{name}s"
