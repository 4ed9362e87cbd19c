"""Supports: tie evidence to a claim or statement, change how it bears, take it off."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from claims.enums import EvidenceKind, Shown, Stance
from claims.forms.evidence import EvidenceForm, LastEvidenceForm, TieForm
from claims.models import Claim, Evidence, User
from claims.permissions import why_not_mark, why_not_mark_statement
from claims.queries.evidence_list import plain, to_attach
from claims.queries.panels import panel_for
from claims.queries.workspace import Workspace
from claims.services import supports
from claims.services.readings import note_readings
from claims.services.resting import Target, target_of
from claims.services.saving import Invalid, chosen

from . import access
from .access import NewsroomRequest
from .answers import answer, others, part_for, show
from .claims import usable
from .merging import Merge


def target_or_404(request: NewsroomRequest, uid: UUID, **which: Any) -> Target:
    """Return the claim (by ``number``) or the statement (by ``statement``) of the address."""
    if "number" in which:
        return access.claim_or_404(request, uid, which["number"])
    return access.statement_or_404(request, uid, which["statement"])


@require_POST
@access.checkers
def add(request: NewsroomRequest, /, uid: UUID, **which: Any) -> HttpResponse:
    """Add evidence by address, file or description, and tie it to the target and others."""
    target, article = target_or_404(request, uid, **which), access.article_or_404(request, uid)
    panel = panel_for(target, Workspace(article), request.user)
    choices = others(panel) if panel else []
    form = EvidenceForm(request.POST, request.FILES, others=choices)
    if not form.is_valid():
        part = part_for(request)
        return show(request, article, target, status=422, part=part, evidence_form=form)

    also: list[Target] = []

    def verb() -> None:
        if isinstance(target, Claim):
            also.extend(article.claims.current().filter(number__in=form.cleaned_data["also"]))
        tied = supports.add_and_attach(
            targets=[target, *also],
            by=request.user,
            about=form.about | {"seen": None},
            **form.what,
        )
        remember(request, tied[0].evidence, form.about["stance"])

    kept, said = {"evidence_form": form}, _("Evidence attached.")
    return answer(request, article, target, verb, kept=kept, also=also, said=said)


def remember(request: NewsroomRequest, used: Evidence, stance: str) -> None:
    """Keep in the session which evidence was attached last, and how."""
    request.session["last_evidence"] = str(used.uid)
    request.session["last_stance"] = stance


@require_POST
@access.checkers
def again(request: NewsroomRequest, /, uid: UUID, **which: Any) -> HttpResponse:
    """Attach the evidence that was attached last, as the button says or with the same stance."""
    target, article = target_or_404(request, uid, **which), access.article_or_404(request, uid)

    def verb() -> None:
        last = request.session.get("last_evidence")
        rows = Evidence.objects.visible_to(request.user).filter(withdrawn_at__isnull=True)
        used = rows.filter(uid=last).first() if last else None
        if used is None:
            raise Invalid(_("There is no last evidence yet. Attach some first."))
        asked = request.POST.get("stance") or request.session.get("last_stance")
        stance = chosen(Stance, asked or Stance.SUPPORTS)
        supports.attach(evidence=used, target=target, by=request.user, stance=stance)

    return answer(request, article, target, verb, said=_("Evidence attached."))


@require_POST
@access.checkers
def from_link(request: NewsroomRequest, /, uid: UUID, **which: Any) -> HttpResponse:
    """Take a link or footnote that touches the words as evidence for them."""
    target, article = target_or_404(request, uid, **which), access.article_or_404(request, uid)

    def verb() -> None:
        panel = panel_for(target, Workspace(article), request.user)
        wanted = request.POST.get("index", "")
        offered = getattr(panel, "offered", [])
        link = next((row for row in offered if str(row.index) == wanted), None)
        if link is None:
            raise Invalid(_("This link is no longer offered."))
        kind = EvidenceKind.WEB_PAGE if link.url else EvidenceKind.DOCUMENT
        tied = supports.add_and_attach(
            targets=[target],
            by=request.user,
            about={"stance": chosen(Stance, request.POST.get("stance") or Stance.SUPPORTS)},
            kind=kind,
            url=link.url,
            title=link.title,
            description="" if link.url else link.title,
        )
        remember(request, tied[0].evidence, tied[0].stance)

    return answer(request, article, target, verb, said=_("Evidence attached."))


@require_http_methods(["GET", "HEAD", "POST"])
@access.checkers
@vary_on_headers("HX-Request")
def from_here(request: NewsroomRequest, /, uid: UUID, **which: Any) -> HttpResponse:
    """Find evidence that is here already, and attach it."""
    target, article = target_or_404(request, uid, **which), access.article_or_404(request, uid)
    if request.method != "POST":
        return to_pick(request, target)
    form = LastEvidenceForm(request.POST, user=request.user)

    def verb() -> None:
        data = usable(form)
        about = {name: data[name] for name in EvidenceForm.ABOUT}
        tied = supports.attach(evidence=data["evidence"], target=target, by=request.user, **about)
        remember(request, tied.evidence, tied.stance)

    return answer(request, article, target, verb, said=_("Evidence attached."))


def to_pick(request: NewsroomRequest, target: Target) -> HttpResponse:
    """Answer with the evidence that fits what was typed, each with a button to attach it."""
    text = plain(request.GET.get("find", ""))
    found = to_attach(target, text, request.user)
    note_readings(found, by=request.user, where=Shown.LIST)
    context = {"target": target, "text": text, "found": found, "stances": Stance.choices}
    context["why_not"] = why_not_attach(request.user, target)
    part = "#found" if request.htmx and not request.htmx.history_restore_request else ""
    return render(request, f"claims/evidence_pick.html{part}", context)


def why_not_attach(user: User, target: Target) -> str:
    """Why ``user`` may not attach evidence to ``target``."""
    if isinstance(target, Claim):
        return why_not_mark(user, target)
    return why_not_mark_statement(user, target)


@require_POST
@access.checkers
def support_wording(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Change how evidence bears on what it is attached to."""
    support = access.support_or_404(request, uid)
    target = target_of(support)
    article = access.article_or_404(request, target.article.uid)

    merge = Merge(TieForm(request.POST), request.user)

    def edit(form: TieForm) -> None:
        supports.edit_support(support=support, by=request.user, **usable(form))

    return answer(
        request,
        article,
        target,
        lambda: merge.save(edit),
        said=lambda: merge.words() or _("Saved."),
        kept=lambda: {"typed_support": support.uid, **merge.kept("typed")},
    )


@require_POST
@access.checkers
def support_removal(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Take evidence off."""
    support = access.support_or_404(request, uid)
    target = target_of(support)
    article = access.article_or_404(request, target.article.uid)

    def verb() -> Any:
        supports.detach(support=support, by=request.user)

    return answer(request, article, target, verb, said=_("Evidence taken off."))
