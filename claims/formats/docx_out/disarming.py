"""What runs or loads by itself when a Word file is opened is not handed on."""

from collections.abc import Iterator
from typing import Any

from ..docx.xml import W
from ..markup import names
from .relations import put_back, tree_of, uses

# macros, a template that may bring some, other pages taken in on opening, add-ins that start
_RUNS = ("/vbaProject", "/attachedTemplate", "/aFChunk", "/webextensiontaskpanes")
_WHOLE = names(  # elements that are nothing without the relation they call
    "altChunk attachedTemplate dataSource externalData headerSource OLEObject recipientData "
    "saveThroughXslt sourceFileName subDoc"
)
_PICTURES = frozenset({"blip", "svgBlip", "imagedata", "fill", "stroke"})
_ADDRESSES = frozenset({"src", "althref", "href"})  # of a picture of the older kind, without any
_LOADS = names(  # fields by which Word fetches something, or has another program do so
    "DATABASE DDE DDEAUTO IMPORT INCLUDE INCLUDEPICTURE INCLUDETEXT LINK RD"
)
_INSTRUCTIONS = frozenset({W + "instrText", W + "delInstrText"})


def disarm(document: Any) -> None:
    """Take out macros, add-ins, the tie to a template, and all that is fetched from elsewhere.

    A linked picture leaves its frame, a field its last result. Links to click on stay, and so do
    objects within the file, which open on a click.
    """
    package = document.part.package
    for part in list(package.iter_parts()):
        gone = {key for key, relation in part.rels.items() if _acts(relation)}
        links = {key for key, relation in part.rels.items() if relation.is_external} - gone
        tree = tree_of(part)
        if tree is not None:
            changed = _unhook(tree, gone, links)
            changed |= _unlink_fields(tree)
            if changed:
                put_back(part, tree)
        for key in gone:
            del part.rels[key]
    for key, relation in list(package.rels.items()):
        if _acts(relation):
            del package.rels[key]


def _acts(relation: Any) -> bool:
    kind = relation.reltype
    return kind.endswith(_RUNS) or (relation.is_external and not kind.endswith("/hyperlink"))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _unhook(tree: Any, gone: set[str], links: set[str]) -> bool:
    """Take the calls of relations out, and the addresses of pictures; whether there were any."""
    found = [
        (element, name)
        for element, name, key in uses(tree)
        if key in gone or (key in links and _name(element) in _PICTURES)
    ]
    found += [
        (element, name)
        for element in tree.iter("*")
        if _name(element) in _PICTURES
        for name in element.attrib
        if not name.startswith("{http") and name.rpartition("}")[2] in _ADDRESSES
    ]
    for element, name in found:
        element.attrib.pop(name, None)
        holder = element.getparent()
        if _name(element) in _WHOLE and holder is not None:
            holder.remove(element)
    return bool(found)


def _unlink_fields(tree: Any) -> bool:
    """Leave nothing of fields that fetch but their result; whether there were any."""
    marks = list(_marks_of_fields(tree))
    for mark in marks:
        holder = mark.getparent()
        if mark.tag == W + "fldSimple":
            for child in list(mark):
                if child.tag != W + "fldData":
                    mark.addprevious(child)
        holder.remove(mark)
    return bool(marks)


def _marks_of_fields(tree: Any) -> Iterator[Any]:
    """Yield what makes up the fields that fetch, but not what they show."""
    around: list[list[Any]] = []  # the marks of the fields being read
    for element in tree.iter(W + "fldSimple", W + "fldChar", *_INSTRUCTIONS):
        kind = element.get(W + "fldCharType")
        if element.tag == W + "fldSimple":
            if _loads(element.get(W + "instr", "")):
                yield element
        elif kind == "begin":
            around.append([element])
        elif around:
            around[-1].append(element)
            if kind == "end":
                yield from _if_loading(around.pop())
    for marks in around:  # that never end
        yield from _if_loading(marks)


def _if_loading(marks: list[Any]) -> list[Any]:
    words = "".join(mark.text or "" for mark in marks if mark.tag in _INSTRUCTIONS)
    return marks if _loads(words) else []


def _loads(instruction: str) -> bool:
    first = instruction.replace("\\", " ").replace('"', " ").split()[:1]
    return bool(first) and first[0].upper() in _LOADS
