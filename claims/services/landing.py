"""What a new revision brings: accepted changes whose words are now in the text."""

from claims.models import Change, Revision, User

from .saving import change

GAP = " … "  # between the parts of words that stand apart


def settle(*, revision: Revision, by: User) -> list[Change]:
    """Note which accepted changes a new revision holds; return them.

    Words are in the text when every part of the new ones stands there, and none of the old ones.
    """
    landed = []
    rows = Change.objects.filter(article=revision.article).outstanding()
    text = " ".join(revision.text.split())
    for proposal in rows.select_for_update(of=("self",)).select_related("article"):
        old, new = parts_of(proposal.old), parts_of(proposal.new)
        stays = [part for part in old if part in text and not any(part in other for other in new)]
        if not stays and all(part in text for part in new):
            change(proposal, by=by, deed="change.landed", landed_in=revision)
            landed.append(proposal)
    return landed


def parts_of(words: str) -> list[str]:
    """Return the parts of words, white space made one."""
    return [" ".join(part.split()) for part in words.split(GAP)]
