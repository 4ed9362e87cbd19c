"""The XML of a Word file: names, tables and properties as python-docx does not give them."""

from collections.abc import Iterator
from typing import Any

from docx.opc.exceptions import OpcError
from lxml import etree

from ..markup import names

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
XML = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
DC = "{http://purl.org/dc/elements/1.1/}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
TRANSPARENT = frozenset(
    W + name for name in names("ins moveTo smartTag sdt sdtContent customXml fldSimple dir bdo")
)
FAILURES = (  # what python-docx and lxml raise for a file that is not as it should be
    OpcError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
    RecursionError,
    OSError,
    NotImplementedError,
    etree.LxmlError,
)


def related(part: Any, kind: str) -> list[Any]:
    """The parts within the package to which ``part`` has a relation of this kind."""
    return [r.target_part for r in part.rels.values() if r.reltype == kind and not r.is_external]


def root(part: Any) -> Any:
    """The XML of a part that python-docx may not know."""
    return etree.fromstring(part.blob, XML)


def rows(table: Any) -> Iterator[Any]:
    """The rows of a table, also those within content controls."""
    for child in table.iterchildren():
        if child.tag == W + "tr":
            yield child
        elif child.tag in TRANSPARENT:
            yield from rows(child)


def cells(row: Any) -> Iterator[Any]:
    """The cells of a row, also those within content controls."""
    for child in row.iterchildren():
        if child.tag == W + "tc":
            yield child
        elif child.tag in TRANSPARENT:
            yield from cells(child)


def is_on(properties: Any, name: str) -> bool:
    """Whether a run property that is either on or off is on."""
    element = properties.find(W + name) if properties is not None else None
    return element is not None and element.get(W + "val", "1") not in {"0", "false", "off"}
