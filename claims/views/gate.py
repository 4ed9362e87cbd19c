"""The gate of an article, "can it run?", and what blocks in this newsroom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from claims import permissions
from claims.enums import Stage
from claims.forms.gate import LevelsForm, OverrideForm
from claims.models import Article
from claims.queries.gate import Gate, Line, levels, standing_overrides
from claims.queries.gate_conditions import BY_KEY, Condition, Item
from claims.queries.packet import readable_in
from claims.queries.sign_offs import hands_without_second, standings_in
from claims.queries.signing import record_of
from claims.services import gate, signoffs
from claims.services.saving import Invalid, Refused, Stale, refuse

from . import access
from .access import NewsroomRequest

PAGE = "claims/gate.html"


@dataclass(frozen=True, slots=True)
class Row:
    """A condition on the page: what came since an editor let the rest pass, and the form."""

    line: Line
    since: list[Item]
    form: OverrideForm
    is_open: bool


@require_safe
@access.people
def show(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Say whether the article can run, and what is in the way."""
    return answer(request, access.article_or_404(request, uid))


@require_safe
@access.people
def items(request: NewsroomRequest, uid: UUID, condition: str) -> HttpResponse:
    """List what one condition counts; another page does so for most conditions."""
    article, asked = access.article_or_404(request, uid), condition_or_404(condition)
    if asked.url:
        return redirect(asked.url(article))
    context = {
        "article": article,
        "condition": asked,
        "items": asked.items(article),
        "nav_current": "article-gate",
    }
    return render(request, "claims/gate_list.html", context)


@require_POST
@vary_on_headers("HX-Request")
@access.people
def override(request: NewsroomRequest, uid: UUID, condition: str) -> HttpResponse:
    """Let what a condition has in the way pass, with a reason."""
    article, key = access.article_or_404(request, uid), condition_or_404(condition).key
    reason = request.POST.get("reason", "")

    def verb() -> None:
        gate.override(
            article=article,
            condition=key,
            reason=reason,
            by=request.user,
            seen=request.POST.get("seen"),
        )

    return done(request, article, verb, said=_("Let pass."), typed={key: reason})


@require_POST
@vary_on_headers("HX-Request")
@access.people
def end_override(request: NewsroomRequest, uid: UUID, condition: str) -> HttpResponse:
    """Let a condition hold again that an editor had let pass; doing so twice is doing so once."""
    article, key = access.article_or_404(request, uid), condition_or_404(condition).key

    def verb() -> None:
        refuse(permissions.why_not_override(request.user, article))
        if standing := standing_overrides(article).filter(condition=key).first():
            gate.withdraw_override(override=standing, by=request.user)

    return done(request, article, verb, said=_("Taken back: it counts again."))


@require_http_methods(["GET", "HEAD", "POST"])
@access.editors
def settings(request: NewsroomRequest) -> HttpResponse:
    """Say what each condition weighs in this newsroom, all in one go."""
    form = LevelsForm(request.POST if request.method == "POST" else None, levels=levels())
    if form.is_bound and form.is_valid():
        try:
            gate.set_levels(levels_now=form.cleaned_data, seen=form.seen, by=request.user)
        except Invalid as invalid:
            form.add_error(None, str(invalid))
        else:
            messages.success(request, _("Saved."))
            return redirect("gate-settings")
    status = 422 if form.errors else 200
    return render(request, "claims/gate_settings.html", {"form": form}, status=status)


def condition_or_404(key: str) -> Condition:
    if key not in BY_KEY:
        raise Http404("no such condition")
    return BY_KEY[key]


def done(
    request: NewsroomRequest,
    article: Article,
    verb: Callable[[], None],
    *,
    said: str,
    typed: Mapping[str, str] = MappingProxyType({}),
) -> HttpResponse:
    """Do ``verb`` and show the gate; ``typed`` reasons, by condition, are kept where it failed."""
    try:
        verb()
    except Stale:
        error = _("Something else is in the way by now. Look at it, then press again.")
        return answer(request, article, status=409, error=error, typed=typed)
    except Refused as refused:
        return answer(request, article, status=403, error=str(refused), typed=typed)
    except Invalid as invalid:
        return answer(request, article, status=422, error=str(invalid), typed=typed)
    if request.htmx:
        return answer(request, article, toast=said)
    messages.success(request, said)
    return redirect("gate", article.uid)


def answer(
    request: NewsroomRequest,
    article: Article,
    *,
    status: int = 200,
    typed: Mapping[str, str] = MappingProxyType({}),
    **extra: Any,
) -> HttpResponse:
    """Show the gate: the page, or only its part #gate after what htmx sent."""
    now, user = Gate(article), request.user
    hands = hands_without_second(article)
    why_not = permissions.why_not_sign_off(user, article, blockers=now.sentences, hands=hands)
    standings = standings_in(article)
    # Read only for who may sign: what they see on this page is what they put their name to.
    draft = None if why_not else record_of(article, now)
    context = {
        "article": article,
        "gate": now,
        "blocking": rows_of(now.blockers, typed),
        "passed": rows_of(now.passed, typed),
        "warning": rows_of(now.warnings, typed),
        "why_not_override": permissions.why_not_override(user, article),
        "why_not_sign_off": why_not,
        "why_not_clear": permissions.why_not_move_article(
            user, article, Stage.CLEARED, blockers=now.sentences
        ),
        "why_not_set": permissions.why_not_set_gate(user),
        "draft": draft,
        "evidence": len(readable_in(draft, user)) if draft else 0,
        "seen": signoffs.print_of(draft) if draft else "",
        "standings": standings,
        "standing": standings[0] if standings else None,
        "nav_current": "article-gate",
        **extra,
    }
    part = "#answer" if request.htmx and request.method == "POST" else ""
    return render(request, PAGE + part, context, status=status)


def rows_of(lines: list[Line], typed: Mapping[str, str]) -> list[Row]:
    """Return the conditions as the page shows them, with what was typed for them."""
    rows = []
    for line in lines:
        since, key = [], line.condition.key
        if line.override and line.left:
            left = set(line.left)
            since = [item for item in line.condition.items(line.article) if item.key in left]
        reason = line.override.reason if line.override else ""
        form = OverrideForm(key=key, reason=typed.get(key, reason))
        rows.append(Row(line, since, form, is_open=key in typed))
    return rows
