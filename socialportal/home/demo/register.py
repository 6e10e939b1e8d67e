"""The demo's enterprises with their status, contributions, grants, and the network."""

import datetime as dt
from typing import Any

from enterprises.models import (
    Contribution,
    Donor,
    Enterprise,
    EnterpriseName,
    Grant,
    LegalForm,
    NetworkMeeting,
    NetworkPlan,
    Presence,
    Product,
    RsvPeriod,
    Story,
    TargetGroup,
)
from enterprises.services import municipal
from enterprises.services.contributions import write_contribution
from enterprises.services.enterprise import register_enterprise
from enterprises.services.grants import add_grant
from enterprises.services.names import add_name
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality
from socialportal.audit import bookkeeping

from .source import day, on, read

BEFORE = {"since_text": "før 2018"}
SOURCE = "Den Socialøkonomiske Årsrapport 2018, Slagelse Kommune"
RSV_STATES = {"registered": RsvPeriod.State.REGISTERED, "working": RsvPeriod.State.WORKING}


def presence_of(slug: str, place: Municipality) -> Presence:
    """The enterprise's presence in the municipality."""
    return Presence.objects.get(enterprise__slug=slug, municipality=place)


def load_enterprises(access: Access, place: Municipality) -> None:
    """The 20, each with what the report tells of it. One that is there is left as it is."""
    groups = {group.name: group for group in TargetGroup.objects.all()}
    forms = {form.name: form for form in LegalForm.objects.all()}
    for order, row in enumerate(read("enterprises")["enterprise"], start=1):
        if Enterprise.with_deleted.filter(slug=row["slug"]).exists():
            continue
        _load(access, place, row, order, groups, forms)


def _load(access: Access, place: Municipality, row: dict[str, Any], order: int, groups: Any, forms: Any) -> None:
    form = next((form for name, form in forms.items() if row["legal_form"].startswith(name)), None)
    state = RSV_STATES.get(row["rsv"])
    enterprise = register_enterprise(
        access,
        Enterprise(
            slug=row["slug"],
            name=row["name"],
            summary=row["summary"],
            legal_form=form,
            locality=row["locality"],
            website=row["website"],
            founded_year=row["founded_year"] or None,
            source_note=row.get("source_note", ""),
        ),
        presence=Presence(
            municipality=place,
            kind=row["kind"],
            listed=row["listed"],
            counts_towards_goal=row["counts_towards_goal"],
            valid_to=day(row.get("valid_to")),
            leaves=row["leaves"],
            **BEFORE,
        ),
        rsv=RsvPeriod(state=state, source=f"{SOURCE}, afsnit 3", **BEFORE) if state else None,
        links={"target_groups": [groups[name] for name in row["target_groups"] if name in groups]},
    )
    for place_in_list, name in enumerate(row["products"]):
        bookkeeping.add(access, Product(enterprise=enterprise, name=name, order=place_in_list))
    for alias in row["aliases"]:
        add_name(access, EnterpriseName(enterprise=enterprise, name=alias))
    other = read("agreements")["jobs"]["other_channels"].get(row["slug"], 0)
    write_contribution(
        access,
        Contribution(
            presence=presence_of(row["slug"], place),
            year=2018,
            presentation=row["presentation"],
            plans="\n".join(row["plans"]),
            target_line=row["target_line"],
            placements_other_channels=other,
            order=order,
            source_note="Job besat ad andre veje: kun summen er oplyst; fordelingen på virksomheder er sat til demoen.",
        ),
    )


def load_grants(access: Access, place: Municipality) -> None:
    """Grants with their donors."""
    if Grant.with_deleted.filter(presence__municipality=place).exists():
        return
    for row in read("grants")["grant"]:
        add_grant(
            access,
            Grant(
                presence=presence_of(row["recipient"], place),
                year=row["year"],
                amount=row["amount"],
                approximate=row["approximate"],
                includes_municipal=row["includes_municipal"],
                purpose=row["title"],
                period_to=day(row.get("period_to")),
                note=row.get("note", ""),
            ),
            donors=[
                Donor(
                    name=donor["name"],
                    purpose=donor.get("purpose", ""),
                    amount=donor.get("amount"),
                    private_person=donor["private_person"],
                    order=order,
                )
                for order, donor in enumerate(row["donor"], start=1)
            ],
        )


def load_network(access: Access, place: Municipality) -> None:
    """The year's meetings, and next year's number and themes."""
    if NetworkMeeting.with_deleted.filter(municipality=place).exists():
        return
    report = read("report")
    for row in report["network_meeting"]:
        meeting = NetworkMeeting(
            municipality=place, held_on=on(row["date"]), theme=row["theme"], source_note=row.get("note", "")
        )
        municipal.add(access, meeting)
    themes = "\n".join(row["title"] for row in report["network_theme"])
    municipal.add(access, NetworkPlan(municipality=place, themes=themes, **report["network_plan"]))


def load_stories(access: Access, place: Municipality) -> None:
    """The five of the report."""
    if Story.with_deleted.filter(municipality=place).exists():
        return
    for row in read("report")["story"]:
        story = Story(
            municipality=place,
            year=2018,
            order=row["number"],
            title=row["title"],
            text=row["text"],
            happened_on=day(row.get("date")),
        )
        municipal.add(access, story)


def load_neighbour(access: Access, place: Municipality) -> None:
    """Kolding: two of the enterprises that Cabi's report of 2015 names there, and no strategy."""
    for name, summary in (
        ("Virksomhedsporten", "Logistik og serviceopgaver, blandt andet for Koldings biblioteker."),
        ("Soul Café", "Café i Kolding."),
    ):
        if Enterprise.with_deleted.filter(name=name).exists():
            continue
        register_enterprise(
            access,
            Enterprise(
                name=name,
                summary=summary,
                source_note="Navnet står i Cabis erfaringsopsamling fra december 2015; beskrivelsen er sat til demoen.",
            ),
            presence=Presence(
                municipality=place,
                kind=Presence.Kind.SOCIAL_ENTERPRISE,
                valid_from=dt.date(2015, 1, 1),
                since_text="før december 2015",
            ),
        )
