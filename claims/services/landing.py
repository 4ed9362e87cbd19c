"""What a new draft brings: proposed words that are now in the text."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.enums import ChangeState, Part
from claims.models import Anchor, Change, Revision, User
from claims.models.change import UNANSWERED
from claims.text.reanchoring import has_words

from .saving import change

ACCEPTED = Q(state=ChangeState.ACCEPTED)
GAP = " … "  # between the parts of words that stand apart


def settle(*, old: Revision | None, new: Revision, by: User) -> list[Change]:
    """Note which proposed or accepted changes a new draft holds; return them.

    Words are in the text when every part of the new ones stands where the old ones stood (or, if
    those have no place any more, anywhere the draft before did not have them), and none of the old
    ones. Whoever put them there has accepted them. What was in the text and is so no more, with the
    old words back, is outstanding again.
    """
    landed = []
    rows = Change.objects.filter(UNANSWERED | ACCEPTED, article=new.article)
    for proposal in rows.select_for_update(of=("self",)).select_related("article"):
        if proposal.landed_in_id is not None:
            if is_back(proposal, new):
                change(proposal, by=by, deed="change.left", landed_in=None)
            continue
        if not stands(proposal, old, new):
            continue
        values: dict[str, Any] = {"landed_in": new}
        if proposal.state == ChangeState.PROPOSED:
            values |= {
                "state": ChangeState.ACCEPTED,
                "decided_by": by,
                "decided_at": timezone.now(),
                "decision_note": _("Found in draft %(n)d.") % {"n": new.number},
            }
        change(proposal, by=by, deed="change.landed", **values)
        landed.append(proposal)
    return landed


def stands(proposal: Change, old: Revision | None, new: Revision) -> bool:
    """Whether ``new`` says what was proposed."""
    here = where(proposal, new)
    if here and not proposal.new:
        return False  # they were to be cut, and still have a place
    text = plain(here or new.text)
    was, now = parts_of(proposal.old), parts_of(proposal.new)
    stays = [p for p in was if has_words(text, p) and not any(has_words(n, p) for n in now)]
    if stays or not all(has_words(text, part) for part in now):
        return False
    before = plain(old.text) if old and proposal.new and not here else ""
    return not before or any(text.count(part) > before.count(part) for part in now)


def is_back(proposal: Change, revision: Revision) -> bool:
    """Whether the old words stand in the text again, and the new ones do not."""
    text = plain(revision.text)
    was, now = parts_of(proposal.old), parts_of(proposal.new)
    gone = not proposal.new or not all(has_words(text, part) for part in now)
    return gone and all(has_words(text, part) for part in was)


def where(proposal: Change, revision: Revision) -> str:
    """Return the blocks in which the words to change stand now; "" when they have no place."""
    owner = Q(claim=proposal.claim) if proposal.claim_id else Q(statement=proposal.statement)
    anchors = Anchor.objects.filter(owner, revision=revision, part=Part.CONTENT)
    blocks = {b for a in anchors for b in revision.blocks_touching(a.start, a.end)}
    ordered = sorted(blocks, key=lambda block: block.start)
    return "\n".join(revision.text[block.start : block.end] for block in ordered)


def parts_of(words: str) -> list[str]:
    """Return the parts of words, white space made one."""
    return [plain(part) for part in words.split(GAP)]


def plain(words: str) -> str:
    """Return words with white space made one."""
    return " ".join(words.split())
