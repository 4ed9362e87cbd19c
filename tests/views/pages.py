"""Asking the pages as a browser does, with a script or without, and reading the answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import lxml.html
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import AuditEvent, Claim, Statement, Suggestion
from tests.people import person

Element = lxml.html.HtmlElement
Thing = Claim | Statement | Suggestion
HTMX = {"HX-Request": "true"}


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(person(username))
    return client


def place(name: str, thing: Thing) -> str:
    """Return the address of what is done to ``thing``."""
    key = thing.number if isinstance(thing, Claim) else thing.uid
    return reverse(name, args=[thing.article.uid, key])


def press(client: Client, address: str, *, at: str = "", **data: Any) -> HttpResponse:
    """Send a form as htmx does from the page ``at``."""
    here = {"HX-Current-URL": f"http://testserver{at}"} if at else {}
    return client.post(address, data, headers={**HTMX, **here})


def look(client: Client, address: str) -> HttpResponse:
    """Ask for a panel as htmx does."""
    return client.get(address, headers=HTMX)


def words(element: Element) -> str:
    """Return what a person reads there, white space made one."""
    return " ".join(str(element.text_content()).split())


def find(root: Element, tag: str = "*", **attributes: str | bool) -> list[Element]:
    """Return the elements below ``root`` with these attributes, in order.

    ``class_`` asks for one of the classes; True asks that the attribute be there at all.
    """
    found = []
    for element in root.iter(tag):
        if not isinstance(element.tag, str):
            continue  # a comment
        fits = all(
            value in (element.get("class") or "").split()
            if name == "class_"
            else (element.get(name.replace("_", "-")) is not None)
            if value is True
            else element.get(name.replace("_", "-")) == value
            for name, value in attributes.items()
        )
        if fits and element is not root:
            found.append(element)
    return found


def page(answer: HttpResponse) -> Element:
    return lxml.html.document_fromstring(answer.content.decode())


class Parts:
    """An answer to htmx: the panel, and what else is swapped in beside it."""

    def __init__(self, answer: HttpResponse) -> None:
        self.roots: list[Element] = [
            root
            for root in lxml.html.fragments_fromstring(answer.content.decode())
            if not isinstance(root, str)
        ]
        self.panel, *self.beside = self.roots
        assert self.panel.get("id") == "panel"

    def beside_at(self, target: str) -> Element:
        """Return the one piece that is swapped into ``target``."""
        (found,) = (el for el in self.beside if el.get("hx-swap-oob") == f"innerHTML:{target}")
        return found

    @property
    def blocks(self) -> dict[str, Element]:
        """Return the blocks of the text that are drawn anew."""
        return {el.get("id"): el for el in self.beside if el.get("hx-swap-oob") == "true"}

    @property
    def toast(self) -> str:
        return words(find(self.beside_at("#messages"), data_toast_text=True)[0])

    @property
    def undo(self) -> str:
        """Return where the toast's undo button leads, "" without one."""
        forms = find(self.beside_at("#messages"), "form")
        return str(forms[0].get("action")) if forms else ""


def last_deed(thing: Thing) -> AuditEvent:
    found = AuditEvent.objects.filter(object_uid=thing.uid).first()
    assert found is not None
    return found


@contextmanager
def counted() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as queries:
        yield queries
