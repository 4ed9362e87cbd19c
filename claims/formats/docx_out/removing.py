"""What an earlier export of ours left in a Word file is taken out before the next."""

from collections.abc import Set
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from ..docx.comments import is_ours
from ..docx.reader import appendix_styles, style_of
from ..docx.runs import MARKS
from ..docx.xml import W14, W15, W, related, root
from .relations import called, drop_uncalled, put_back, tree_of

_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"


def remove_ours(document: Any) -> list[str]:
    """Take out our comments and our appendix, with the addresses and pictures only they led to.

    Return the ids of other people's comments on words of that appendix, whose marks went with it.
    """
    parts = [document.part, *related(document.part, RT.COMMENTS)]
    before = [called(part.element) for part in parts]
    left = _remove(document)
    for part, ids in zip(parts, before, strict=True):
        drop_uncalled(part, ids)
    _forget_addresses(document.part.package)
    return left


def _remove(document: Any) -> list[str]:
    _remove_comments(document)
    styles, body = appendix_styles(document), document.element.body
    gone = [paragraph for paragraph in body.iter(W + "p") if style_of(paragraph) in styles]
    calls = [m.get(W + "id", "") for p in gone for m in p.iter(W + "commentReference")]
    for paragraph in gone:
        parent = paragraph.getparent()
        if parent.tag == W + "tc" or paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            for child in list(paragraph):  # a cell and a section need their paragraph
                if child.tag != W + "pPr":
                    paragraph.remove(child)
            paragraph.find(W + "pPr").remove(paragraph.find(f"{W}pPr/{W}pStyle"))
        else:
            parent.remove(paragraph)
    left = list(dict.fromkeys(calls))
    _remove_marks(body, set(left))  # a range may have begun in the story
    return left


def _remove_comments(document: Any) -> None:
    ids: set[str] = set()
    keys: set[str] = set()
    others: set[str] = set()
    for part in related(document.part, RT.COMMENTS):
        for element in list(part.element.iter(W + "comment")):
            if not is_ours(element):
                others.add(element.get(W + "id", ""))
                continue
            ids.add(element.get(W + "id", ""))
            keys |= {p.get(W14 + "paraId", "") for p in element.iter(W + "p")} - {""}
            element.getparent().remove(element)
    _remove_marks(document.element.body, ids - others)
    if keys:
        _forget(document.part, keys)


def _remove_marks(body: Any, ids: Set[str]) -> None:
    if not ids:
        return
    for mark in [mark for mark in body.iter(*MARKS) if mark.get(W + "id", "") in ids]:
        holder = mark.getparent()
        holder.remove(mark)
        if holder.tag == W + "r" and all(child.tag == W + "rPr" for child in holder):
            holder.getparent().remove(holder)


def _forget(part: Any, keys: Set[str]) -> None:
    """Take removed comments out of the lists of threads that newer versions of Word keep."""
    for relation in part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind not in {"commentsExtended", "commentsIds"} or relation.is_external:
            continue
        listed = root(relation.target_part)
        for row in list(listed):
            own = next((v for k, v in row.items() if k.endswith("}paraId")), "")
            if own in keys:
                listed.remove(row)
            elif row.get(W15 + "paraIdParent", "") in keys:
                del row.attrib[W15 + "paraIdParent"]  # an answer to us is a comment of its own
        put_back(relation.target_part, listed)


def _forget_addresses(package: Any) -> None:
    """Take out the list of addresses that Word may keep among the properties of a file."""
    for relation in package.rels.values():
        if relation.is_external or not relation.reltype.endswith("/extended-properties"):
            continue
        about = tree_of(relation.target_part)
        listed = about.findall(_APP + "HLinks") if about is not None else []
        for row in listed:
            about.remove(row)
        if listed:
            put_back(relation.target_part, about)
