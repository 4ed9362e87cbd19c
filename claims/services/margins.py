"""Comments in the margin of a Word file become queries on the words they stand on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Part
from claims.formats import Comment
from claims.models import Anchor, AuditEvent, Claim, Query, Revision, User
from claims.text.reanchoring import Reanchoring
from claims.text.selectors import describe

from .anchoring import anchor
from .queries import LONGEST, resolve
from .saving import add, change, lock, record, refuse


@transaction.atomic
def take_in(*, revision: Revision, comments: Sequence[Comment], by: User, text: str = "") -> int:
    """Make a query of each comment that is not ours and not here already; return how many.

    The comments stand on the words of ``text``, where that is not the very text of ``revision``
    (white space may differ). A comment on just the words of a live claim is put on the claim.
    What was settled in Word, before or since it came in, is settled here. The same author, time
    and text is the same comment.
    """
    theirs = [comment for comment in comments if not comment.ours]
    if not theirs:
        return 0
    article = lock(revision.article)
    refuse(permissions.why_not_ask(by, article))
    rows = Query.objects.filter(article=article).exclude(margin_author="")
    known = defaultdict(list)
    for row in rows.order_by("pk"):
        known[row.margin_author, row.margin_at, row.text].append(row)
    claims = claims_at(revision)
    spans = places(theirs, text or revision.text, revision)
    asked, settled = 0, []
    for comment, span in zip(theirs, spans, strict=True):
        query = Query(
            article=article,
            claim=claims.get(span),
            words=revision.text[slice(*span)],
            text=worded(comment.text),
            margin_author=comment.author or "?",
            margin_at=comment.at,
            created_by=by,
        )
        key = query.margin_author, query.margin_at, query.text
        if known[key]:
            here = known[key].pop(0)  # two alike in one file are two
            settled += [here] if comment.done else []
            continue
        ask(query, revision, span, by=by, done=comment.done)
        asked += 1
    settle(settled, by=by)
    return asked


def ask(query: Query, revision: Revision, span: tuple[int, int], *, by: User, done: bool) -> None:
    """Store the query of one comment."""
    add(query)
    if query.claim is None:
        anchor(revision, [span], query=query)
    note = _("%(author)s, in the margin of a Word file: %(text)s")
    record(
        query,
        by=by,
        kind="query.asked",
        note=note % {"author": query.margin_author, "text": query.text},
    )
    if done:
        change(query, by=by, deed="query.resolved", resolved_by=by, resolved_at=timezone.now())


def settle(settled: Iterable[Query], *, by: User) -> None:
    """Resolve those still open that ``by`` may; one that was opened again here stays open."""
    still = {query.uid: query for query in settled if query.is_open}
    events = AuditEvent.objects.filter(kind="query.resolved", object_uid__in=still)
    again = set(events.values_list("object_uid", flat=True))
    for query in sorted(still.values(), key=lambda query: query.pk):
        if query.uid not in again and not permissions.why_not_resolve(by, query):
            resolve(query=query, by=by)


def claims_at(revision: Revision) -> dict[tuple[int, int], Claim]:
    """Return the live claims that hold one stretch of words each, by where it stands."""
    rows = Anchor.objects.filter(revision=revision, part=Part.CONTENT, claim__isnull=False)
    rows = rows.filter(claim__retired_at__isnull=True).select_related("claim")
    parts = Counter(row.claim_id for row in rows)
    # of several claims on the same words, the first
    return {
        (row.start, row.end): row.claim
        for row in sorted(rows, key=lambda row: -(row.claim_id or 0))
        if row.claim and parts[row.claim_id] == 1
    }


def places(comments: Sequence[Comment], text: str, revision: Revision) -> list[tuple[int, int]]:
    """Return where the comments of a text stand in a revision with the same words."""
    if text == revision.text:
        return [(comment.start, comment.end) for comment in comments]
    following = Reanchoring(text, revision.text)
    found = []
    for comment in comments:
        at = following.place(describe(text, comment.start, comment.end))
        if at.start is None or at.end is None:  # twins, or nothing but signs: the text's beginning
            first = revision.block_list[0]
            found.append((first.start, first.end))
        else:
            found.append((at.start, at.end))
    return found


def worded(text: str) -> str:
    """Return what a comment says as a query can hold it."""
    text = text.strip() or _("(A comment without words. Look at it in the Word file.)")
    cut = _("… (cut: the rest is in the Word file)")
    return text if len(text) <= LONGEST else text[: LONGEST - len(cut)] + cut
