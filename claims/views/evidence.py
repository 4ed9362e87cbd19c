"""Evidence: attach it to a claim or statement, change how it bears, take it off, read its file."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.enums import EvidenceKind, Stance
from claims.forms.evidence import EvidenceForm, SupportForm
from claims.models import Claim, Evidence, Statement
from claims.queries.panels import panel_for
from claims.queries.workspace import Workspace
from claims.services import evidence
from claims.services.saving import Invalid, chosen

from . import access
from .access import NewsroomRequest
from .answers import answer, others, part_for, show
from .claims import usable

Target = Claim | Statement


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
        supports = evidence.add_and_attach(
            targets=[target, *also],
            by=request.user,
            about=form.about | {"seen": None},
            **form.what,
        )
        remember(request, supports[0].evidence, form.about["stance"])

    kept, said = {"evidence_form": form}, _("Evidence attached.")
    return answer(request, article, target, verb, kept=kept, also=also, said=said)


def remember(request: NewsroomRequest, used: Evidence, stance: str) -> None:
    """Keep in the session which evidence was attached last, and how."""
    request.session["last_evidence"] = str(used.uid)
    request.session["last_stance"] = stance


@require_POST
@access.checkers
def again(request: NewsroomRequest, /, uid: UUID, **which: Any) -> HttpResponse:
    """Attach the evidence that was attached last, with the same stance."""
    target, article = target_or_404(request, uid, **which), access.article_or_404(request, uid)

    def verb() -> None:
        last = request.session.get("last_evidence")
        rows = Evidence.objects.visible_to(request.user).filter(withdrawn_at__isnull=True)
        used = rows.filter(uid=last).first() if last else None
        if used is None:
            raise Invalid(_("There is no last evidence yet. Attach some first."))
        stance = Stance(request.session.get("last_stance", Stance.SUPPORTS))
        evidence.attach(evidence=used, target=target, by=request.user, stance=stance)

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
        supports = evidence.add_and_attach(
            targets=[target],
            by=request.user,
            about={"stance": chosen(Stance, request.POST.get("stance") or Stance.SUPPORTS)},
            kind=kind,
            url=link.url,
            title=link.title,
            description="" if link.url else link.title,
        )
        remember(request, supports[0].evidence, supports[0].stance)

    return answer(request, article, target, verb, said=_("Evidence attached."))


@require_POST
@access.checkers
def support_wording(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Change how evidence bears on what it is attached to."""
    support = access.support_or_404(request, uid)
    target = evidence.target_of(support)
    article = access.article_or_404(request, target.article.uid)

    def verb() -> None:
        data = usable(SupportForm(request.POST))
        evidence.edit_support(support=support, by=request.user, **data)

    kept = {"typed_support": support.uid, "typed": request.POST.dict()}
    return answer(request, article, target, verb, kept=kept, said=_("Saved."))


@require_POST
@access.checkers
def support_removal(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Take evidence off."""
    support = access.support_or_404(request, uid)
    target = evidence.target_of(support)
    article = access.article_or_404(request, target.article.uid)

    def verb() -> Any:
        evidence.detach(support=support, by=request.user)

    return answer(request, article, target, verb, said=_("Evidence taken off."))


@require_GET
@access.people
def evidence_file(request: NewsroomRequest, uid: UUID) -> FileResponse:
    """Send an uploaded file to be kept, never to be shown as a page of ours."""
    found = access.evidence_or_404(request, uid)
    if not found.file:
        raise Http404("no file")
    name = found.file_name or "evidence"
    response = FileResponse(found.file.open("rb"), as_attachment=True, filename=name)
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
