"""What a Word file points to, and what in it does the pointing."""

from collections.abc import Iterable, Iterator
from typing import Any

from docx.opc.part import XmlPart
from lxml import etree

from ..docx.xml import R, root

_OFFICE = "{urn:schemas-microsoft-com:office:office}"


def uses(tree: Any) -> Iterator[tuple[Any, str, str]]:
    """Yield each element below ``tree`` that calls a relation, the attribute, and the id called."""
    for element in tree.iter("*"):
        for name, value in element.attrib.items():
            if name.startswith(R) or name == _OFFICE + "relid":
                yield element, name, value


def called(tree: Any) -> set[str]:
    """Return the ids of the relations that anything in ``tree`` calls."""
    return {value for _element, _name, value in uses(tree)}


def drop_uncalled(part: Any, before: Iterable[str]) -> None:
    """Drop the relations called ``before`` and no more, and any to the outside that none calls."""
    still, once = called(part.element), set(before)
    for key, relation in list(part.rels.items()):
        if key not in still and (key in once or relation.is_external):
            del part.rels[key]


def tree_of(part: Any) -> Any:
    """Return the XML of a part, of one that python-docx knows as it holds it; None for no XML."""
    if isinstance(part, XmlPart):
        return part.element
    if not str(part.content_type).lower().endswith("xml"):
        return None
    try:
        return root(part)
    except etree.XMLSyntaxError:
        return None


def put_back(part: Any, tree: Any) -> None:
    """Keep the changed ``tree`` of a part."""
    if not isinstance(part, XmlPart):
        part._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
