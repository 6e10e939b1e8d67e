"""What is chosen when two enterprises become one: field by field, whose words stand."""

from collections.abc import Iterable
from typing import Any

from django import forms

from socialportal.accounts.access import Access
from socialportal.common import danish
from socialportal.common.shown import shown

from ..models import Contribution, Enterprise
from ..services import duplicates, merging

KEPT, GONE = "kept", "gone"


def _choice(label: str, choices: Iterable[tuple[str, str]], likely: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), initial=likely, widget=forms.RadioSelect)


class PairForm(forms.Form):
    """Two that one knows are the same, though nothing the portal compares says so: only those one may put together."""

    en = forms.ModelChoiceField(Enterprise.objects.none(), label="Den, der bliver stående", empty_label="Vælg")
    anden = forms.ModelChoiceField(Enterprise.objects.none(), label="Den, der lægges ind under den", empty_label="Vælg")

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.queryset = duplicates.ours(access).order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Two, not the same twice."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("en") and data.get("en") == data.get("anden"):
            self.add_error("anden", "Vælg en anden end den første.")
        return data


class MergeForm(forms.Form):
    """Asks only where both have something, and they differ; what just one of them has comes along."""

    kept_version = forms.IntegerField(widget=forms.HiddenInput)
    gone_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kept: Enterprise, gone: Enterprise, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept_version"].initial, self.fields["gone_version"].initial = kept.version, gone.version
        self.filled_in: list[str] = []  # fields that only the other one has
        for name in merging.CHOSEN:
            field = Enterprise._meta.get_field(name)
            ours, theirs = shown(kept, field), shown(gone, field)  # type: ignore[arg-type]
            if theirs and not ours:
                self.filled_in.append(name)
            elif theirs and ours != theirs:
                choices = ((KEPT, f"{ours} (fra {kept})"), (GONE, f"{theirs} (fra {gone})"))
                if name == "name":
                    choices = ((KEPT, ours), (GONE, theirs))
                label = danish.capital(str(field.verbose_name))  # type: ignore[union-attr]
                self.fields[f"take_{name}"] = _choice(label, choices, KEPT)
        for one, other in merging.same_year(kept, gone):
            if not merging.may_choose(access, one):
                continue  # another municipality's, whose words are not ours to read; the service says whom to ask
            place = one.presence.municipality
            self.fields[f"printed_{place.pk}_{one.year}"] = _choice(
                f"Bidrag til årsrapporten {one.year}, {place}",
                [(str(c.pk), _contribution(c, owner)) for c, owner in ((one, kept), (other, gone))],
                str(one.pk),
            )
        ours, theirs = merging.clashing_rsv(kept, gone)  # type: ignore[assignment]
        if ours:
            self.fields["rsv"] = _choice(
                "Vejen til registrering",
                [(KEPT, _states(ours, kept)), (GONE, _states(theirs, gone))],
                KEPT,
            )
        self.fields["reason"] = forms.CharField(
            label="Begrundelse", required=False, max_length=200, help_text="Kan ses i historikken."
        )

    @property
    def take(self) -> list[str]:
        """The fields whose value comes from the other one."""
        chosen = [
            name.removeprefix("take_")
            for name, value in self.cleaned_data.items()
            if name.startswith("take_") and value == GONE
        ]
        return [*self.filled_in, *chosen]

    @property
    def printed(self) -> dict[tuple[int, int], int]:
        """Which contribution stands, for municipality and year."""
        found = {}
        for name, value in self.cleaned_data.items():
            if name.startswith("printed_"):
                _, place, year = name.split("_")
                found[int(place), int(year)] = int(value)
        return found


def _contribution(one: Contribution, owner: Enterprise) -> str:
    begins = " ".join(one.presentation.split()[:12])
    words = danish.count(one.words, "ord", "ord")
    return f"Fra {owner}: {words}" + (f", ”{begins} …”" if begins else "")


def _states(states: Iterable[Any], owner: Enterprise) -> str:
    told = (f"{one.get_state_display()} {one.span}".strip() for one in states)
    return f"Fra {owner}: {danish.listing(told)}"
