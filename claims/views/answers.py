"""How the workspace answers: the page, or its panel with what else changed beside it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from claims.enums import Channel, Said, Shown, SourceKind, Stance, Verdict
from claims.forms.evidence import EvidenceForm
from claims.forms.marking import ClaimForm, SelectionForm, StatementForm
from claims.forms.queries import AskForm
from claims.models import (
    Article,
    Change,
    Claim,
    Evidence,
    NothingToCheck,
    Query,
    ReplyAttempt,
    Statement,
    Suggestion,
    Support,
    User,
)
from claims.permissions import why_not_work_on
from claims.queries.history import colleagues_since
from claims.queries.panels import AnyPanel, panel_for
from claims.queries.queue import SavedView, news_in
from claims.queries.queue_conditions import Viewer
from claims.queries.reading import BlockView
from claims.queries.sign_offs import standing
from claims.queries.telling import Line
from claims.queries.workspace import Workspace, people_to_assign
from claims.services import undo
from claims.services.readings import note_readings
from claims.services.saving import Invalid, Refused, Stale

from .access import NewsroomRequest

Thing = Claim | Statement | Suggestion | Query
Touched = Thing | NothingToCheck
PAGE = "claims/workspace.html"


def show(
    request: NewsroomRequest,
    article: Article,
    thing: Thing | None = None,
    *,
    status: int = 200,
    part: str = "",
    **extra: Any,
) -> HttpResponse:
    """Answer with the workspace, the panel on ``thing``; ``part`` names one piece of the page."""
    workspace = Workspace(article)
    panel = panel_for(thing, workspace, request.user)
    if "undo_event" not in extra and isinstance(thing, Claim | Statement):
        extra["undo_event"] = undo.offer(thing, request.user)
    context: dict[str, Any] = {
        "article": article,
        "workspace": workspace,
        "panel": panel,
        "verdicts": Verdict.choices,
        "saids": Said.choices,
        "stances": Stance.choices,
        "source_kinds": SourceKind.choices,
        "channels": Channel.choices,
        "why_not_work": why_not_work_on(request.user, article),
        "standing": SimpleLazyObject(lambda: standing(article)),  # read where it is shown only
        "news": SimpleLazyObject(lambda: news_for(request, article)),
        "selection_form": SelectionForm(),
        "changed": changed_blocks(workspace, panel, extra.get("also", ())) if part else [],
        **forms_of(request, panel),
        **extra,
    }
    shown = [support.evidence for support in getattr(panel, "supports", ())]
    shown += filter(None, [context.get("last_evidence")])
    note_readings(shown, by=request.user, where=Shown.PANEL)
    template = f"{PAGE}#{part}" if part else PAGE
    return render(request, template, context, status=status)


def news_for(request: NewsroomRequest, article: Article) -> list[SavedView]:
    """Return the lists of what is new since the reader checked; a first draft is all new."""
    if article.current is None or article.current.number == 1:
        return []
    return news_in(article, Viewer.of(request.user))


def changed_blocks(
    workspace: Workspace, panel: AnyPanel | None, also: Sequence[Touched]
) -> list[BlockView]:
    """Return the blocks to draw anew after a mark: where the thing stands, and what it is in.

    ``also`` is what else was touched.
    """
    if panel is None:
        return workspace.blocks
    uids: set[str] = set()
    spans = list(panel.spans)
    for thing in (panel.thing, *also):
        if isinstance(thing, Suggestion | NothingToCheck):
            spans.append((thing.start, thing.end))
        else:
            uids.add(str(thing.uid))
        if isinstance(thing, Claim) and thing.statement:
            uids.add(str(thing.statement.uid))
    spans += [(mark.start, mark.end) for mark in workspace.marks if mark.uid in uids]
    return workspace.blocks_of(spans)


def forms_of(request: NewsroomRequest, panel: AnyPanel | None) -> dict[str, Any]:
    """Return the empty forms and offers that go with a panel."""
    if panel is None or isinstance(panel.thing, Suggestion | Query):
        return {}
    thing = panel.thing
    found: dict[str, Any] = {
        "evidence_form": EvidenceForm(others=others(panel)),
        "last_evidence": last_evidence(request, panel),
        "people": people_to_assign(),
        "ask_form": AskForm(article=panel.workspace.article, by=request.user),
    }
    if isinstance(thing, Claim):
        return found | {"claim_form": ClaimForm.of(thing)}
    return found | {"statement_form": StatementForm.of(thing)}


def others(panel: AnyPanel) -> list[tuple[int, str]]:
    """Return the article's other claims, to attach the same evidence to."""
    claims = panel.workspace.claims
    return [(c.number, f"{c.number} · {c.text}") for c in claims if c.uid != panel.thing.uid]


def last_evidence(request: NewsroomRequest, panel: AnyPanel) -> Evidence | None:
    """Return the evidence attached last in this session, unless it is attached here already."""
    uid = request.session.get("last_evidence")
    if not uid or isinstance(panel.thing, Suggestion):
        return None
    rows = Evidence.objects.visible_to(request.user).filter(withdrawn_at__isnull=True)
    taken = {support.evidence_id for support in getattr(panel, "all_supports", [])}
    return rows.filter(uid=uid).exclude(pk__in=taken).first()


def answer(
    request: NewsroomRequest,
    article: Article,
    thing: Thing | None,
    verb: Callable[[], Any],
    *,
    said: str | Callable[[], str] = "",
    kept: Mapping[str, Any] | None = None,
    undone: Thing | None = None,
    undoable: bool = True,
    also: Sequence[Touched] = (),
) -> HttpResponse:
    """Do ``verb`` and show what came of it; a refusal, a conflict or a mistake loses nothing typed.

    ``verb`` may return another claim, statement or suggestion to show. ``said`` are the words of
    the message, ``undone`` is what its undo button is about where that is not what is shown (not
    ``undoable``: the deed has a way back of its own),
    ``also`` what else changes in the text (``verb`` may add to it).
    ``kept`` is what was typed, put into the page again when it was not saved.
    """
    extra: dict[str, Any] = {}
    status = 200
    try:
        result = verb()
    except Stale as stale:
        since = meanwhile(stale, request.user)
        status, extra = 409, {"conflict": since, "is_conflict": True}
    except Refused as refused:
        status, extra = 403, {"error": str(refused)}
    except Invalid as invalid:
        status, extra = 422, {"error": str(invalid)}
    else:
        if isinstance(result, Claim | Statement | Suggestion | Query):
            thing = result
        words = said() if callable(said) else said
        return saved(
            request, article, thing, said=words, undone=undone, undoable=undoable, also=also
        )
    extra |= kept or {}
    return show(request, article, again(thing), status=status, part=part_for(request), **extra)


def meanwhile(stale: Stale, user: User) -> list[Line]:
    """Return what others did to a thing since ``user`` saw it."""
    if not isinstance(stale.fresh, Claim | Statement | Support | Change | Query | ReplyAttempt):
        return []
    return colleagues_since(stale.fresh, seen=stale.seen, user=user)


def saved(
    request: NewsroomRequest,
    article: Article,
    thing: Thing | None,
    *,
    said: str,
    undone: Thing | None = None,
    undoable: bool = True,
    also: Sequence[Touched] = (),
) -> HttpResponse:
    """Answer after something was saved: the panel, the counts and the words it touches."""
    if not request.htmx:
        messages.success(request, said or saved_words(again(thing)))
        return redirect(thing if thing is not None else article)
    article.refresh_from_db(fields=["stage", "version", "last_number"])
    fresh = again(thing)
    toast = said or saved_words(fresh)
    about = undone or fresh
    deed = None
    if about and undoable and not isinstance(about, Query):
        deed = undo.offer(about, request.user)
    also = [*also, undone] if undone else also
    response = show(request, article, fresh, part="answer", toast=toast, undo_event=deed, also=also)
    shown = (fresh or article).get_absolute_url()
    if request.htmx.current_url_abs_path != shown:
        response["HX-Push-Url"] = shown
    return response


def again(thing: Thing | None) -> Thing | None:
    """Return ``thing`` as it stands now, with all that its panel shows."""
    related = {
        Claim: (
            "statement__source__root",
            "statement__said_by",
            "statement__approved_by",
            "assignee",
            "verdict_by",
        ),
        Statement: ("source__root", "said_by", "approved_by", "assignee"),
        Suggestion: ("inside", "revision", "claim", "statement"),
        Query: ("article",),
    }
    if thing is None:
        return None
    model: Any = type(thing)
    fresh: Thing | None = model.objects.select_related(*related[model]).filter(pk=thing.pk).first()
    return fresh  # None for a suggestion that went while the text was read again


def part_for(request: NewsroomRequest) -> str:
    """Return which piece of the page the request asks for; "" for the page."""
    return "panel" if request.htmx and not request.htmx.history_restore_request else ""


def saved_words(thing: Thing | None) -> str:
    """Say what was saved, in a few words."""
    if isinstance(thing, Statement):
        if not thing.said:
            return _("Saved: the statement is not yet heard.")
        return _("Saved: %(what)s.") % {"what": thing.get_said_display()}
    if isinstance(thing, Claim):
        what = thing.get_verdict_display() or thing.get_state_display()
        return _("Saved: claim %(number)d, %(what)s.") % {"number": thing.number, "what": what}
    return _("Saved.")
