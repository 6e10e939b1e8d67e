"""Dubletter: pairs that are perhaps one, and putting them together."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from socialportal.common import danish
from socialportal.common.pages import Door
from socialportal.common.records import Conflict

from ..forms.merging import MergeForm, PairForm
from ..models import Enterprise, NotDuplicate, Presence
from ..services import duplicates, merging

LIST = "enterprises:duplicates"


class Duplicates(Door):
    """The pairs, each with what speaks for it, and what one can do."""

    model = Enterprise
    permission = duplicates.MERGE

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.allow(self.permission)
        access = self.request.access
        chosen = PairForm(request.GET if "en" in request.GET else None, access=access)
        if chosen.is_bound and chosen.is_valid():
            both = [chosen.cleaned_data["en"].slug, chosen.cleaned_data["anden"].slug]
            return HttpResponseRedirect(reverse("enterprises:merge", args=both))
        pairs = duplicates.proposals(access)
        context = {
            "title": "Dubletter",
            "lead": "Virksomheder, som måske er den samme, fordi navn, e-mail, telefon eller hjemmeside ligner.",
            "crumb": ("Virksomheder", reverse("enterprises:list")),
            "pairs": pairs,
            "count_text": danish.count(len(pairs), "par", "par"),
            "refused": duplicates.refused_pairs(access),
            "form": chosen,
        }
        return render(request, "enterprises/duplicates.html", context, status=422 if chosen.errors else 200)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """”Ikke dubletter”, and taking that back."""
        self.allow(self.permission)
        if again := request.POST.get("again", ""):
            said = get_object_or_404(NotDuplicate, pk=again if again.isdecimal() else 0)
            duplicates.perhaps_after_all(self.request.access, said)
            messages.success(request, "De to foreslås igen, så længe de ligner.")
            return HttpResponseRedirect(reverse(LIST))
        known = duplicates.known_to(self.request.access)
        one, other = (get_object_or_404(known, slug=request.POST.get(name, "")) for name in ("first", "second"))
        if one.pk != other.pk:
            duplicates.not_duplicates(self.request.access, one, other)
            messages.success(request, f"{one} og {other} foreslås ikke mere.")
        return HttpResponseRedirect(reverse(LIST))


class Merge(Door):
    """The one of the address is kept, `other` goes; the page says what happens before it does."""

    model = Enterprise
    permission = duplicates.MERGE

    def visible(self) -> QuerySet:
        return (
            super().visible().prefetch_related(Prefetch("presences", Presence.objects.select_related("municipality")))
        )

    def both(self) -> tuple[Enterprise, Enterprise]:
        """Through both doors, each of them."""
        kept, gone = (get_object_or_404(self.visible(), slug=self.kwargs[name]) for name in ("slug", "other"))
        self.allow(self.permission, kept)
        self.allow(self.permission, gone)
        return kept, gone

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        kept, gone = self.both()
        if kept.pk == gone.pk:
            return HttpResponseRedirect(reverse(LIST))
        return self.page(kept, gone, MergeForm(kept=kept, gone=gone, access=self.request.access))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        kept, gone = self.both()
        form = MergeForm(request.POST, kept=kept, gone=gone, access=self.request.access)
        if form.is_valid():
            data = form.cleaned_data
            try:
                saved = merging.merge(
                    self.request.access,
                    kept,
                    gone,
                    expected_version=data["kept_version"],
                    gone_version=data["gone_version"],
                    take=form.take,
                    printed=form.printed,
                    rsv=data.get("rsv", ""),
                    reason=data["reason"],
                )
            except ValidationError as error:
                form.add_error(None, " ".join(error.messages))
            except Conflict:
                messages.warning(request, "En anden har rettet en af dem imens. Se det igennem, og vælg igen.")
                return self.page(kept, gone, MergeForm(kept=kept, gone=gone, access=self.request.access), status=409)
            else:
                messages.success(request, f"{gone} er lagt sammen med {saved}. Gamle adresser fører hertil.")
                return HttpResponseRedirect(saved.get_absolute_url())
        return self.page(kept, gone, form, status=422)

    def page(self, kept: Enterprise, gone: Enterprise, form: MergeForm, status: int = 200) -> HttpResponse:
        """What is chosen, and what will move."""
        context = {
            "title": f"Læg {gone} ind under {kept}",
            "lead": f"{kept} bliver stående med det hele. {gone} bliver et andet navn for den.",
            "crumb": ("Dubletter", reverse(LIST)),
            "kept": kept,
            "gone": gone,
            "moving": merging.moving(gone),
            "swap_url": reverse("enterprises:merge", args=[gone.slug, kept.slug]),
            "form": form,
            "submit_text": "Læg sammen",
            "cancel_url": reverse(LIST),
        }
        return render(self.request, "enterprises/merge.html", context, status=status)
