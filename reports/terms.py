"""Words that the report's parts are named by. Pure."""

# What a point may show from the records; nothing about one municipality is in code, a point chooses.
FACT_BLOCKS = {
    "collaborations": "CSR-samarbejder",
    "grants": "Puljer og fondsmidler",
    "agreements": "Samarbejdsaftaler om forløb",
    "placements": "Job",
    "initiative_participants": "Deltagere i initiativer",
    "inhouse": "Opstarter i initiativer",
    "progression": "Timer og intensitet",
}

# The report's own texts, by key, in the order they are read.
SECTIONS = {
    "letter_lead": "Brevets indledning",
    "letter": "Kære læser",
    "introduction": "1 Indledning",
    "enterprises_lead": "2 Virksomhederne og initiativerne, indledning",
    "registration": "3 Registrering",
    "registration_note": "3 Registrering, note",
    "network": "4 Socialøkonomisk Netværk",
    "stories_lead": "5 Historier, indledning",
    "points": "6 Punkter, indledning",
    "agreements_both": "Samarbejdsaftalerne under ét",
    "recommendations_lead": "7 Anbefalinger, indledning",
    "constructed": "Hvad der er sat til opgørelsen",
}

# The report's chapters in the order they are printed; a chapter without content is left out, and the numbers close up.
CHAPTERS = {
    "introduction": "Indledning",
    "enterprises": "Virksomheder og initiativer",
    "registration": "Registrering",
    "network": "Socialøkonomisk Netværk",
    "stories": "Historier",
    "points": "Punkter",
    "recommendations": "Anbefalinger",
}

# The national groups of statuses after a course, as a merged row names them.
GROUP_WORDS = {
    "job": "job",
    "education": "uddannelse eller undervisning",
    "clarification": "afklaring",
    "stopped": "stoppet",
    "other": "andet",
}
