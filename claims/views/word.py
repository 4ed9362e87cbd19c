"""The article as a Word file."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.enums import Shown
from claims.queries.word_export import word_file
from claims.services.readings import note_readings

from . import access
from .access import NewsroomRequest

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@never_cache  # who may read what of it can change at any time
@access.people
def article_word(request: NewsroomRequest, uid: UUID) -> HttpResponse:
    """Send the current revision with its claims in the margin."""
    article = access.article_or_404(request, uid)
    made = word_file(article, request.user, site=f"{request.scheme}://{request.get_host()}")
    note_readings(made.evidence, by=request.user, where=Shown.WORD)
    number = article.current.number if article.current else 0
    name = f"{slugify(article.title)[:60] or 'article'}-{number}.docx"
    response = HttpResponse(made.data, content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
