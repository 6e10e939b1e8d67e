"""Jobs as people use them, and words of national lists."""

import datetime as dt
import io
import re
from decimal import Decimal

from django.test import Client
from openpyxl import load_workbook

from agreements.models import (
    HoursStep,
    Placement,
    PlacementEndReason,
    PlacementType,
)
from agreements.services import placement as placements
from socialportal.accounts.access import SYSTEM

from . import world
from .reading import at, options_of, text_of
from .world import Place

FEBRUARY, MAY = dt.date(2018, 2, 5), dt.date(2018, 5, 4)


# --- Words of national lists ------------------------------------------------------------------------------------------
def test_an_ended_word_is_not_offered_but_an_old_record_keeps_it(slagelse: Place, consultant: Client) -> None:
    job = placements.register_placement(
        SYSTEM, Placement(presence=slagelse.presence, type=world.job_type(), started_on=MAY)
    )
    PlacementType.objects.filter(code="fleksjob").update(valid_to=dt.date(2018, 12, 31))
    word = f'value="{world.job_type().pk}"'
    assert word not in options_of(consultant.get(at("placement-add")), "type")
    assert word in options_of(consultant.get(at("placement-edit", job.pk)), "type")
    data = {"presence": slagelse.presence.pk, "type": world.job_type().pk, "channel": "other", "version": 1}
    assert consultant.post(at("placement-edit", job.pk), {**data, "started_on": "2018-05-07"}).status_code == 302
    # and for a day when it was in use it may still be chosen
    response = consultant.post(at("placement-add"), {**data, "started_on": "2018-06-01"})
    assert response.status_code == 302
    response = consultant.post(at("placement-add"), {**data, "started_on": "2019-06-01"})
    assert response.status_code == 422
    assert Placement.objects.count() == 2


# --- Jobs -------------------------------------------------------------------------------------------------------------
def test_a_job_with_growing_hours(slagelse: Place, consultant: Client) -> None:
    data = {
        "presence": slagelse.presence.pk,
        "type": world.job_type().pk,
        "channel": "municipality",
        "started_on": "2018-04-03",
        "hours_per_week": "4,5",
        "intensity": "80",
    }
    response = consultant.post(at("placement-add"), data)
    job = Placement.objects.get()
    assert response["Location"] == job.get_absolute_url()
    assert job.hours.get().hours_per_week == Decimal("4.5")
    more = {"valid_from": "2019-01-07", "hours_per_week": "15", "intensity": "100"}
    assert consultant.post(at("hours-add", job.pk), more).status_code == 302
    page = consultant.get(job.get_absolute_url())
    assert "Fra 3,6 til 15 effektive timer om ugen." in text_of(page)
    assert "Nu 15 timer om ugen." in text_of(page)
    assert "<title>Effektive timer om ugen: 03.04.18 3,6 og 07.01.19 15.</title>" in page.content.decode()
    step = job.hours.last()
    wrong = {"valid_from": "2018-01-01", "hours_per_week": "15", "intensity": "100", "version": 1}
    response = consultant.post(at("hours-edit", step.pk), wrong)
    assert response.status_code == 422
    assert "Gælder fra: Jobbet begyndte 3. april 2018." in text_of(response)
    assert consultant.post(at("hours-remove", step.pk), {"version": 1}).status_code == 302
    assert HoursStep.objects.count() == 1
    end = {"ended_on": "2019-06-30", "end_reason": PlacementEndReason.objects.first().pk, "version": 1}
    assert consultant.post(at("placement-end", job.pk), end).status_code == 302
    assert "ophørt 30. juni 2019." in text_of(consultant.get(job.get_absolute_url()))


def test_the_list_of_jobs_counts_and_narrows(slagelse: Place, consultant: Client) -> None:
    for day, code, channel in (
        (dt.date(2018, 1, 8), "fleksjob", "municipality"),
        (dt.date(2018, 3, 8), "part_time", "municipality"),
        (dt.date(2018, 5, 8), "fleksjob", "other"),
        (dt.date(2019, 1, 8), "fleksjob", "municipality"),
    ):
        placements.register_placement(
            SYSTEM,
            Placement(presence=slagelse.presence, type=world.job_type(code), started_on=day, channel=channel),
            hours=HoursStep(hours_per_week=Decimal("4.5"), intensity=80),
        )
    counted = {
        query: re.search(
            r'<h2 class="count">([^<]+)</h2>', consultant.get(f"{at('placements')}?{query}").content.decode()
        )
        for query in (
            "",
            "aar=2018",
            f"aar=2018&type={world.job_type().pk}",
            "vej=other",
            f"virksomhed={slagelse.enterprise.pk}",
        )
    }
    assert [found and found[1].replace("\u00a0", " ") for found in counted.values()] == [
        "4 job",
        "3 job",
        "2 job",
        "1 job",
        "4 job",
    ]
    sheet = load_workbook(io.BytesIO(consultant.get(f"{at('placements')}?aar=2019&format=xlsx").content)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Job", "Virksomhed", "Vej til jobbet", "Begyndt", "Effektive timer", "Ophørt"],
        ["Fleksjob", "VeteranHaven", "Gennem kommunen", dt.datetime(2019, 1, 8), 3.6, None],
    ]
