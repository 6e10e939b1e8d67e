"""The demo's log: three bodies, and what has been done in the last months. All of it is made up."""

from enterprises.models import Activity, Body, Enterprise
from enterprises.services.activity import log_activity
from enterprises.services.body import add_body
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality

from .made_up import MADE_UP, ago
from .register import presence_of

BODIES = (
    ("Styregruppe for socialøkonomi", "Centerchef\nJobcenterchef\nSocialøkonomisk konsulent"),
    ("Følgegruppe", "Virksomhederne (to pladser)\n3F\nErhvervscentret\nBoligorganisationerne"),
    ("Partnerskabsforum", "Kommunen\nUddannelser\nVirksomheder med socialt ansvar"),
)
VISITS = ((6, "sumak"), (19, "veteranhaven"), (40, "liselund"), (74, "minagroup"), (110, "musholm"), (410, "sumak"))
TALKS = (
    (12, "ansatte i jobcentret", False, 35),
    (55, "Rotary i Korsør", True, 28),
    (160, "en studietur fra en nabokommune", True, 14),
    (430, "ledere i kommunen", False, 60),
)
MEETINGS = ((30, 0), (120, 0), (48, 1), (210, 1), (90, 2), (440, 0))


def load_log(access: Access, place: Municipality) -> None:
    """Once: what a user did with it since is left alone."""
    if Activity.with_deleted.filter(municipality=place).exists():
        return
    bodies = [
        add_body(
            access, Body(municipality=place, name=name, members=members, since_text="før 2018", source_note=MADE_UP)
        )
        for name, members in BODIES
    ]
    for days, slug in VISITS:
        enterprise = presence_of(slug, place).enterprise
        _log(access, place, days, [enterprise], kind="visit", title=f"Besøg hos {enterprise}")
    for days, audience, external, people in TALKS:
        title = f"Oplæg for {audience}"
        _log(access, place, days, [], kind="talk", title=title, audience=audience, external=external, people=people)
    for days, which in MEETINGS:
        body = bodies[which]
        _log(access, place, days, [], kind="body_meeting", title=f"Møde i {body}", body=body)
    group = [presence_of(slug, place).enterprise for slug in ("sumak", "veteranhaven")]
    _log(access, place, 25, group, kind="event", title="Åbent hus i Kvarterhuset", people=120)
    _log(access, place, -30, group[1:], kind="event", title="VeteranHaven holder fest for naboerne")


def _log(access: Access, place: Municipality, days: int, enterprises: list[Enterprise], **facts: object) -> None:
    activity = Activity(municipality=place, on=ago(days), source_note=MADE_UP, **facts)
    log_activity(access, activity, links={"enterprises": enterprises})
