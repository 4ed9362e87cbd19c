"""A number changed inside an approved claim drops it out of approved, by every route there is.

Each way in for a new draft has its row; `test_every_way_in_has_its_row` finds those without one.
"""

import html
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import claims
from claims.enums import State
from claims.fetching import Fetched
from claims.models import Article, Claim, Feed
from claims.services import arrivals, feeds
from tests import factories
from tests.callers import Code
from tests.people import person
from tests.views.pages import signed_in

pytestmark = pytest.mark.django_db

PARAGRAPHS = (
    "Ferry line to reopen after storm",
    "The ferry line across the sound will reopen on Monday, 12 days after a storm broke its pier.",
    "The repair cost 3.1 million crowns, a third more than planned, said the transport ministry.",
    "It was the sixth closure since April, and the longest that the harbour has known so far.",
    "Some 40 posts were replaced, and 7 people were hurt in the storm, according to the police.",
)
# The words of each claim, with the number in them as it was and as it is in the new draft.
NUMBERS = {
    "12 days after a storm broke its pier": ("12 days", "14 days"),
    "12 days": ("12 days", "14 days"),
    "The repair cost 3.1 million crowns": ("3.1", "3.2"),
    "3.1 million": ("3.1", "3.2"),
    "a third more than planned": ("a third", "a quarter"),
    "It was the sixth closure since April": ("sixth", "seventh"),
    "Some 40 posts were replaced": ("40", "400"),
    "7 people were hurt in the storm": ("7 people", "17 people"),
}
WEB = "https://port.example/news/pier"
URI = "urn:newsml:agency.example:20260102:ferry"
TIMES = ("2026-01-02T10:00:00+00:00", "2026-01-02T11:00:00+00:00")


def changed(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The new draft: every one of the numbers is another."""
    text = "\n".join(paragraphs)
    for old, new in set(NUMBERS.values()):
        assert text.count(old) == 1
        text = text.replace(old, new)
    return tuple(text.split("\n"))


DRAFTS = (PARAGRAPHS, changed(PARAGRAPHS))


class Scene(NamedTuple):
    """What a route needs of pytest."""

    patch: pytest.MonkeyPatch
    folder: Path
    do_tasks: Callable[..., Any]  # a context manager that does what was handed to the background


# --- the texts as they arrive ---------------------------------------------------------------------


def plain(number: int) -> str:
    return "\n\n".join(DRAFTS[number])


def rich(number: int) -> str:
    head, *rest = (html.escape(words) for words in DRAFTS[number])
    return f"<h1>{head}</h1>" + "".join(f"<p>{words}</p>" for words in rest)


def word(number: int) -> bytes:
    made = docx.Document()
    head, *rest = DRAFTS[number]
    made.add_heading(head, level=1)
    for words in rest:
        made.add_paragraph(words)
    return saved(made)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def ninjs(number: int) -> bytes:
    item = {
        "uri": URI,
        "versionCreated": TIMES[number],
        "headlines": [{"role": "main", "value": DRAFTS[number][0]}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": rich(number)}],
    }
    return json.dumps(item).encode()


def newsml(number: int) -> bytes:
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{URI}" version="{number}"'
        ' standard="NewsML-G2" standardversion="2.34" conformance="power" xml:lang="en">'
        '<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:X"/>'
        f"<versionCreated>{TIMES[number]}</versionCreated></itemMeta>"
        f"<contentMeta><headline>{DRAFTS[number][0]}</headline></contentMeta>"
        f"<contentSet><inlineData contenttype='text/plain'>{plain(number)}</inlineData>"
        "</contentSet></newsItem>"
    ).encode()


def atom(number: int) -> bytes:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Port</title><id>urn:port</id>'
        f"<updated>{TIMES[number]}</updated><entry><title>{DRAFTS[number][0]}</title>"
        f'<id>urn:port:1</id><link href="{WEB}"/><updated>{TIMES[number]}</updated>'
        f'<content type="html">{html.escape(rich(number))}</content></entry></feed>'
    ).encode()


# --- the routes -----------------------------------------------------------------------------------


def here() -> Article:
    return Article.objects.select_related("current").get()


def pasted_first(scene: Scene) -> None:
    factories.article(text=plain(0))


def paste(scene: Scene) -> None:
    address = reverse("revision-new", args=[here().uid])
    assert signed_in("carl").post(address, {"text": plain(1), "html": ""}).status_code == 302


def paste_rich(scene: Scene) -> None:
    address = reverse("revision-new-way", args=[here().uid, "paste"])
    sent = {"text": plain(1), "html": rich(1)}
    assert signed_in("carl").post(address, sent).status_code == 302


def upload(data: bytes, name: str) -> None:
    address = reverse("revision-new-way", args=[here().uid, "file"])
    answer = signed_in("carl").post(address, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()


def upload_text(scene: Scene) -> None:
    upload(plain(1).encode(), "draft.txt")


def upload_page(scene: Scene) -> None:
    upload(f"<!doctype html><title>Pier</title><body>{rich(1)}</body>".encode(), "draft.html")


def upload_word(scene: Scene) -> None:
    upload(word(1), "draft.docx")


def word_first(scene: Scene) -> None:
    address = reverse("article-import-way", args=["file"])
    sent = {"file": SimpleUploadedFile("draft.docx", word(0)), "again": "on"}
    assert signed_in("carl").post(address, sent).status_code == 302


def word_edited(scene: Scene) -> None:
    """Our own export, with our comments in its margin, edited in Word in between."""
    exported = signed_in("carl").get(reverse("article-word", args=[here().uid]))
    document = docx.Document(io.BytesIO(exported.content))
    for paragraph in document.paragraphs:
        for old, new in set(NUMBERS.values()):
            put(paragraph, old, new)
    upload(saved(document), "draft.docx")


def upload_ninjs(scene: Scene) -> None:
    upload(ninjs(1), "item.json")


def upload_tracked(scene: Scene) -> None:
    """The number struck out and the other one put in, with Word's tracked changes."""
    made = docx.Document(io.BytesIO(word(0)))
    new_for = dict(NUMBERS.values())
    numbers = re.compile(f"({'|'.join(map(re.escape, new_for))})")
    for paragraph in made.paragraphs:
        parts = numbers.split(paragraph.text)
        paragraph.clear()
        for part in parts:
            if part in new_for:
                paragraph._p.append(tracked("del", "delText", part))
                paragraph._p.append(tracked("ins", "t", new_for[part]))
            else:
                paragraph.add_run(part)
    upload(saved(made), "draft.docx")


def tracked(change: str, tag: str, words: str) -> Any:
    about = f'{nsdecls("w")} w:id="1" w:author="Ada" w:date="2026-01-02T10:00:00Z"'
    return parse_xml(f"<w:{change} {about}><w:r><w:{tag}>{words}</w:{tag}></w:r></w:{change}>")


def put(paragraph: Any, old: str, new: str) -> None:
    """Write other words over some of a paragraph, whatever runs they are in, as Word does."""
    at = "".join(run.text for run in paragraph.runs).find(old)
    if at < 0:
        return
    for run in paragraph.runs:
        end = at + len(old)
        cut = max(at, 0), min(end, len(run.text))
        if cut[0] < cut[1]:
            run.text = run.text[: cut[0]] + (new if at >= 0 else "") + run.text[cut[1] :]
            length = len(run.text) + cut[1] - cut[0] - (len(new) if at >= 0 else 0)
        else:
            length = len(run.text)
        at, old = at - length, old


def served(scene: Scene, body: bytes, content_type: str) -> None:
    """Let the one door to the network bring these bytes, whatever is asked for."""

    def fetch(url: str, **asked: Any) -> Fetched:
        return Fetched(url, 200, content_type, body)

    for module in (arrivals, feeds):
        scene.patch.setattr(module, "fetch", fetch)


def page(number: int) -> bytes:
    text = f"<!doctype html><title>Pier</title><body><article>{rich(number)}</article></body>"
    return text.encode()


def address_again(scene: Scene) -> None:
    served(scene, page(1), "text/html; charset=utf-8")
    address = reverse("revision-new-way", args=[here().uid, "address"])
    with scene.do_tasks(execute=True):
        assert signed_in("carl").post(address, {"url": WEB}).status_code == 302


def command(scene: Scene, data: bytes, name: str, *more: str) -> None:
    path = scene.folder / name
    path.write_bytes(data)
    call_command("import_article", str(path), "--by", person("carl").username, *more)


def command_onto(scene: Scene) -> None:
    command(scene, plain(1).encode(), "draft.txt", "--onto", str(here().uid))


def poll(scene: Scene, number: int) -> None:
    served(scene, atom(number), "application/atom+xml")
    Feed.objects.update(last_polled_at=None)
    feed = Feed.objects.get()
    with scene.do_tasks(execute=True):
        feeds.poll_now(feed=feed, by=person("adam"))


def feed_first(scene: Scene) -> None:
    feed = feeds.add_feed(
        by=person("adam"), name="Port", url=f"{WEB}/feed", account=person("carl"), every=60
    )
    feeds.turn(feed=feed, by=person("adam"), on=True)
    poll(scene, 0)


def feed_update(scene: Scene) -> None:
    poll(scene, 1)


def by_verb(scene: Scene) -> None:
    factories.revised(here(), text=plain(1))


def uploaded(item: Callable[[int], bytes], name: str, number: int) -> Callable[[Scene], None]:
    """An agency's item, brought in as a file on the page for new articles."""

    def bring(scene: Scene) -> None:
        address = reverse("article-import-way", args=["file"])
        answer = signed_in("carl").post(address, {"file": SimpleUploadedFile(name, item(number))})
        assert answer.status_code == 302

    return bring


def commanded(item: Callable[[int], bytes], name: str, number: int) -> Callable[[Scene], None]:
    """The same by the command line."""
    return lambda scene: command(scene, item(number), name)


class Route(NamedTuple):
    """A way in: the function or class the world calls ("" where a test calls the verb alone), how
    the first draft comes, and the next.
    """

    entry: str
    first: Callable[[Scene], None]
    following: Callable[[Scene], None]


PAGE = "claims.views.revisions.revision_new"
IMPORT = "claims.views.imports.article_import"
NINJS, NEWSML = (ninjs, "1.json"), (newsml, "1.xml")
NINJS_FIRST, NEWSML_FIRST = commanded(*NINJS, 0), uploaded(*NEWSML, 0)
FETCHED = "claims.tasks.bring_in"
COMMAND = "claims.management.commands.import_article.Command"
POLLED = "claims.tasks.poll_feed"
ROUTES = {
    "the verb itself": Route("", pasted_first, by_verb),
    "pasted": Route(PAGE, pasted_first, paste),
    "pasted with its structure": Route(PAGE, pasted_first, paste_rich),
    "a text file": Route(PAGE, pasted_first, upload_text),
    "a saved page": Route(PAGE, pasted_first, upload_page),
    "a Word file": Route(PAGE, pasted_first, upload_word),
    "a Word file with tracked changes": Route(PAGE, pasted_first, upload_tracked),
    "ninjs as the draft of an article": Route(PAGE, pasted_first, upload_ninjs),
    "our Word export, edited": Route(PAGE, word_first, word_edited),
    "its address again": Route(FETCHED, pasted_first, address_again),
    "the command line": Route(COMMAND, pasted_first, command_onto),
    "a ninjs item": Route(IMPORT, NINJS_FIRST, uploaded(*NINJS, 1)),
    "a NewsML-G2 item": Route(IMPORT, NEWSML_FIRST, uploaded(*NEWSML, 1)),
    "ninjs by command": Route(COMMAND, NINJS_FIRST, commanded(*NINJS, 1)),
    "NewsML by command": Route(COMMAND, NEWSML_FIRST, commanded(*NEWSML, 1)),
    "a feed": Route(POLLED, feed_first, feed_update),
}


@pytest.fixture
def scene(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> Scene:
    return Scene(monkeypatch, tmp_path, django_capture_on_commit_callbacks)


@pytest.mark.parametrize("first", {route.first: None for route in ROUTES.values()})
def test_a_changed_number_is_never_approved_any_more(
    first: Callable[[Scene], None], scene: Scene, subtests: pytest.Subtests
) -> None:
    first(scene)
    approved = {
        words: factories.approved(factories.claim(here(), words, by=person("carl")))
        for words in NUMBERS
    }
    before = here().current
    assert before is not None
    for name, route in ROUTES.items():
        if route.first is not first:
            continue
        with subtests.test(name), transaction.atomic():
            route.following(scene)
            after = here().current
            assert after is not None
            assert after.number == before.number + 1
            assert all(new in after.text for _old, new in NUMBERS.values())
            states = {words: Claim.objects.get(pk=c.pk).state for words, c in approved.items()}
            assert states == dict.fromkeys(NUMBERS, State.RECHECK)
            transaction.set_rollback(True)


# --- no route without a row -----------------------------------------------------------------------

ROOT = Path(claims.__file__).parent
VERB = "claims.services.revisions.revise"
DEMO = "claims.management.commands.demo.Command"  # brings in its own drafts, and nobody's
DOORS = ("claims.views.", "claims.tasks.", "claims.management.", "claims.admin.", "claims.api.")


def test_every_way_in_has_its_row() -> None:
    named = {route.entry for route in ROUTES.values()} - {""}
    assert Code(ROOT).doors(VERB, DOORS) - {DEMO} == named


def test_a_way_in_without_a_row_would_be_found(tmp_path: Path) -> None:
    files = {
        "services/revisions.py": "def revise(): ...",
        "services/__init__.py": "from .mail import by_mail",
        "services/mail.py": "from . import revisions\ndef by_mail():\n revisions.revise()",
        "views/post.py": "from claims import services\nWAYS = {'a': services.by_mail}\n"
        "def inner(): return WAYS['a']()\ndef post(): return inner()",
        "tasks.py": "from claims.services.revisions import revise as r\ndef night(): r()",
        "views/other.py": "def revise(): ...\ndef show(): revise()",
    }
    for name, text in files.items():
        path = tmp_path / "claims" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    found = Code(tmp_path / "claims").doors(VERB, DOORS)
    assert found == {"claims.views.post.post", "claims.tasks.night"}
