"""Was it said: statements beside what was heard; a transcript for what came without one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from claims.enums import Shown
from claims.forms.transcripts import TranscriptForm
from claims.models import Evidence
from claims.queries.heard import HeardOn
from claims.queries.hearing import Hearing
from claims.services import transcripts
from claims.services.readings import note_readings

from . import access
from .access import NewsroomRequest
from .answers import part_for
from .evidence import change

LOOKS = 20  # at a transcript that is still being read, before a page gives up


@require_safe
@vary_on_headers("HX-Request")
@access.people
def statement_heard(request: NewsroomRequest, uid: UUID, statement: UUID) -> HttpResponse:
    """Show a statement beside every transcript tied to it: a page, or a piece of its panel."""
    thing = access.statement_or_404(request, uid, statement)
    hearing = Hearing(thing, request.user)
    copies = hearing.listening.copies
    note_readings([copy.evidence for copy in copies.all], by=request.user, where=Shown.PANEL)
    tries = request.GET.get("tries", "")[:3]
    again = int(tries) + 1 if tries.isdecimal() else 1
    context = {
        "article": thing.article,
        "statement": thing,
        "hearing": hearing,
        "listening": hearing.listening,
        "loaded": True,
        "again": again if again <= LOOKS else 0,
    }
    part = "_said_heard" if part_for(request) else "statement_heard"
    return render(request, f"claims/{part}.html", context)


@require_safe
@vary_on_headers("HX-Request")
@access.people
def evidence_heard(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Show the statements tied to evidence beside its words: a page, or a piece of its page."""
    evidence = access.evidence_or_404(request, uid)
    context = {"evidence": evidence, "heard": HeardOn(evidence, request.user), "loaded": True}
    part = "_evidence_heard_rows" if part_for(request) else "evidence_heard"
    return render(request, f"claims/{part}.html", context)


@require_POST
@access.checkers
def evidence_transcript(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Keep the transcript of a recording or conversation that came without a file."""
    form = TranscriptForm(request.POST)

    def verb(evidence: Evidence) -> None:
        data = form.cleaned_data
        transcripts.put_transcript(
            evidence=evidence, text=data["transcript"], by=request.user, seen=data["seen"]
        )

    evidence = access.evidence_or_404(request, uid)
    return change(request, evidence, "transcript_form", form, verb)
