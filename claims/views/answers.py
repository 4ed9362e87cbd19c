"""How the workspace answers: the page, or its panel with what else changed beside it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from claims.enums import TO_ROLES, Channel, Said, Shown, SourceKind, Stance, Verdict
from claims.forms.assigning import AssignForm, DueForm
from claims.forms.evidence import EvidenceForm, TieForm
from claims.forms.marking import ClaimForm, NoteForm, SelectionForm, StatementForm
from claims.forms.queries import AskForm
from claims.models import (
    Article,
    Claim,
    Evidence,
    NothingToCheck,
    Query,
    Statement,
    Suggestion,
)
from claims.permissions import why_not_share_out, why_not_work_on
from claims.queries.likely import likely_stance
from claims.queries.panels import AnyPanel, panel_for
from claims.queries.pulse import Since
from claims.queries.queue import Counted, news_in
from claims.queries.queue_conditions import Viewer
from claims.queries.reading import BlockView
from claims.queries.sign_offs import standing
from claims.queries.ten import ten_of
from claims.queries.workspace import Workspace, people_to_assign
from claims.services import undo
from claims.services.readings import note_readings
from claims.services.saving import Invalid, Refused, Stale

from .access import NewsroomRequest
from .merging import meanwhile
from .pass_bar import bar_for
from .together import heard, page_parts, since_drawn

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
    since: Since | None = extra.get("since")
    context: dict[str, Any] = {
        **around(request, article, workspace),
        "panel": panel,
        "verdicts": Verdict.choices,
        "saids": Said.choices,
        "stances": Stance.choices,
        "source_kinds": SourceKind.choices,
        "channels": Channel.choices,
        "selection_form": SelectionForm(),
        "changed": changed_blocks(workspace, panel, extra.get("also", ()), since) if part else [],
        **forms_of(request, panel),
        **extra,
    }
    if not part:
        context |= page_parts(request, article, panel.thing.uid if panel else None)
    shown = [support.evidence for support in getattr(panel, "supports", ())]
    shown += filter(None, [context.get("last_evidence")])
    note_readings(shown, by=request.user, where=Shown.PANEL)
    template = f"{PAGE}#{part}" if part else PAGE
    return render(request, template, context, status=status)


def around(request: NewsroomRequest, article: Article, workspace: Workspace) -> dict[str, Any]:
    """Return what the page shows beside the panel; what takes a read only where it is shown."""
    return {
        "article": article,
        "workspace": workspace,
        "why_not_work": why_not_work_on(request.user, article),
        "why_not_share": why_not_share_out(request.user, article),
        "ten": SimpleLazyObject(lambda: ten_of(workspace, request.user)),
        "standing": SimpleLazyObject(lambda: standing(article)),
        "news": SimpleLazyObject(lambda: news_for(request, article)),
        "pass_bar": SimpleLazyObject(lambda: bar_for(request, article)),
    }


def news_for(request: NewsroomRequest, article: Article) -> list[Counted]:
    """Return the lists of what is new since the reader checked; a first draft is all new."""
    if article.current is None or article.current.number == 1:
        return []
    return news_in(article, Viewer.of(request.user))


def changed_blocks(
    workspace: Workspace,
    panel: AnyPanel | None,
    also: Sequence[Touched],
    since: Since | None = None,
) -> list[BlockView]:
    """Return the blocks to draw anew after a mark: where the thing stands, and what it is in.

    ``also`` is what else was touched, ``since`` what others did meanwhile.
    """
    if since and since.is_new_draft:
        return []  # the text on the page is another one
    if panel is None:
        return workspace.blocks
    uids: set[str] = set()
    spans = [*panel.spans, *(since.spans(workspace) if since else ())]
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
    thing, last = panel.thing, request.session.get("last_stance", "")
    verdict = thing.verdict if isinstance(thing, Claim) else ""
    likely = likely_stance(verdict, panel.supports)
    found: dict[str, Any] = {
        "evidence_form": EvidenceForm(others=others(panel), initial={"stance": likely}),
        "likely_stance": likely,
        "last_evidence": last_evidence(request, panel),
        "last_stance": likely_stance(verdict, panel.supports, last=last),
        "people": people_to_assign(),
        "to_roles": TO_ROLES.items(),
        "assign_form": AssignForm.of(thing),
        "due_form": DueForm.of(thing),
        "ask_form": AskForm(article=panel.workspace.article, by=request.user),
    }
    row: Any
    for row in panel.supports:
        row.was = TieForm.of(row)["was"].value()
    if isinstance(thing, Claim):
        return found | {"claim_form": ClaimForm.of(thing), "note_form": NoteForm.of(thing)}
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
    kept: Mapping[str, Any] | Callable[[], Mapping[str, Any]] | None = None,
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
    extra |= (kept() if callable(kept) else kept) or {}
    return show(request, article, again(thing), status=status, part=part_for(request), **extra)


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
    since = since_drawn(request, article)
    article.refresh_from_db(fields=["stage", "version", "last_number"])
    fresh = again(thing)
    toast = said or saved_words(fresh)
    about = undone or fresh
    deed = None
    if about and undoable and not isinstance(about, Query):
        deed = undo.offer(about, request.user)
    also = [*also, undone] if undone else also
    more: dict[str, Any] = {"undo_event": deed, "also": also, "since": since}
    response = heard(show(request, article, fresh, part="answer", toast=toast, **more), since)
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
