"""What the addresses begin with."""

YEARS = "arbejde/aarsrapport/"
YEAR = f"{YEARS}<int:year>/"
STRATEGY = "arbejde/strategi/"
POLITICS = "arbejde/udvalg/"
CREATED = "arbejde/det-har-vi-skabt/"
