"""Confidential evidence, planted in a full newsroom, comes out on no route but to its readers.

`test_access` walks every address as each role over the same planted words; here are the pieces
that a script asks for, what tells by its count, the admin, PDFs, commands, and the readers.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.enums import Shown
from claims.formats import read_file
from claims.formats.pdf_out import can_print
from claims.models import AuditEvent, Evidence, Support, User
from claims.services import readings

from .people import person
from .planted import (
    CONTACT,
    MARK,
    PLANTED,
    plant,
    print_as_html,
    reader,
    seal,
    told,
    w,
    words_in,
)
from .test_access import DOORS, WHO, World, asking, outcome, user_for

pytestmark = pytest.mark.django_db

NONSENSE = "jwk"  # a word nobody planted
OWN = ("evidence-", "support-")
LISTS = ("evidence-list", "evidence-new", "evidence-new: send")
# What is sent from a panel or a list, one of each kind of answer.
ANSWERED = ("claim-verdict", "claim-evidence-again", "claim-evidence-here: send", "statement-said")
ANSWERED += ("claim-move: release", "change-move: acceptance", "query-reply", "queue-change")
NAMED_ON = {"claim-detail", "article-annotated", "article-word", "sign-off", "change-list"}
NAMED_ON |= {"article-annotated-pdf", "sign-off-pdf", "evidence-list", "article-history"}


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """A newsroom without it; what goes into a PDF is read as HTML."""
    print_as_html(monkeypatch)
    reader()  # a name to choose from on forms, with it or without
    return World()


@pytest.fixture
def planted(world: World) -> World:
    """The newsroom with it; the doors of evidence lead to it."""
    world.file = plant(world)
    world.sign_off = seal(world)
    return world


class Reading(Client):
    """One who sends nothing."""

    def post(self, *args: Any, **kwargs: Any) -> Any:
        return HttpResponse()


class Visitor:
    """Somebody who walks around; what is done at one address is undone before the next."""

    def __init__(
        self, who: str | User, world: World, kind: type[Client] = Client, **headers: str
    ) -> None:
        self.user = who if isinstance(who, User) else user_for(who)
        self.client = kind(headers={name.replace("_", "-"): v for name, v in headers.items()})
        if self.user is not None:
            self.client.force_login(self.user)
            session = self.client.session  # what was used last may have become confidential
            session["last_evidence"] = str(world.file.evidence.uid)
            session.save()
        self.asked = asking(world, self.user)

    def ask(self, request: Callable[[Client], HttpResponseBase]) -> HttpResponseBase:
        with transaction.atomic():
            answer = request(self.client)
            transaction.set_rollback(True)
        return answer

    def get(self, address: str, **data: str) -> str:
        return told(self.ask(lambda client: client.get(address, data)))

    def walk(self) -> Iterator[tuple[str, str]]:
        """Yield every door with what came out."""
        for door in sorted(DOORS):
            yield door, told(self.ask(self.asked[door]))


def more_of(world: World) -> list[tuple[str, dict[str, str]]]:
    """Return addresses of pages that show more when they are asked for it."""
    log = reverse("article-history", args=[world.article.uid])
    things = (world.claim, world.busy, world.statement, world.article)
    found: list[tuple[str, dict[str, str]]] = [(log, {"of": str(row.uid)}) for row in things]
    found += [(log, {"what": "evidence"}), (world.busy.get_absolute_url(), {})]
    changed = reverse("change-list", args=[world.article.uid])
    return [*found, (changed, {"show": "all"})]


# --- words ----------------------------------------------------------------------------------------


def test_its_own_addresses_are_not_there_and_the_pages_around_it_say_no_word(
    planted: World, caplog: pytest.LogCaptureFixture
) -> None:
    own = {door for door in DOORS if door.startswith(OWN) and door not in LISTS}
    assert len(own) > 5
    for who in WHO:
        visitor = Visitor(who, planted)
        for door in own:
            answer = visitor.ask(visitor.asked[door])
            assert not words_in(answer), (who, door)
            assert outcome(answer) != "in", (who, door)
        for address, about in more_of(planted) if who in ("author", "reviewer") else ():
            assert not words_in(visitor.get(address, **about)), (who, address)
    assert not words_in(caplog.text)
    assert not AuditEvent.objects.filter(kind=readings.READ).exists()


def test_the_pieces_of_pages_that_a_script_asks_for_say_no_word(planted: World) -> None:
    for door, answer in Visitor("editor", planted, Reading, HX_Request="true").walk():
        assert not words_in(answer), door
    visitor = Visitor("editor", planted, HX_Request="true")
    for door in ANSWERED:
        assert not words_in(visitor.ask(visitor.asked[door])), door
    log = Visitor("editor", planted, HX_Request="true", HX_Target="panel-log")
    for address, about in more_of(planted):
        assert not words_in(log.get(address, **about)), address


def test_its_readers_find_every_word_and_the_log_keeps_that(planted: World) -> None:
    """Else the walks would prove nothing."""
    visitor, hidden = Visitor(reader(), planted, Reading), planted.file.evidence
    read = AuditEvent.objects.filter(kind=readings.READ, actor_uid=reader().uid)
    found: set[str] = set()
    for door in sorted(DOORS):
        with transaction.atomic():
            words = words_in(visitor.asked[door](visitor.client))
            assert read.filter(object_uid=hidden.uid).exists() >= bool(words), door
            transaction.set_rollback(True)
        assert w("title") in words or door not in NAMED_ON, door
        found |= words
    bad = Evidence.objects.get(withdrawn_at__isnull=False)
    found |= words_in(visitor.get(reverse("evidence-detail", args=[bad.uid])))
    assert found == {MARK + name for name in PLANTED} - {CONTACT}
    own = Visitor(person("cleo"), planted).get(reverse("evidence-detail", args=[hidden.uid]))
    assert CONTACT in own


def test_a_pdf_names_it_to_its_readers_alone() -> None:
    if not can_print():
        pytest.skip("no printer here")
    world = World()
    world.file, world.sign_off = plant(world), seal(world)
    for who, named in ((reader(), True), ("editor", False)):
        visitor = Visitor(who, world)
        answer: Any = visitor.ask(visitor.asked["article-annotated-pdf"])
        assert (MARK in read_file(answer.content).text) == named


# --- counts ---------------------------------------------------------------------------------------


def plain(page: str) -> str:
    """Return a page without what is new each time: tokens, prints, versions, times."""
    page = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": |nonce=)"[^"]+', "", page)
    page = re.sub(r"'nonce-[^']+|csrftoken=\w+|sessionid=\w+", "", page)
    page = re.sub(r"\b[0-9a-f]{64}\b|\b[0-9a-f]{8}(?=\.pdf)", "print", page)
    page = re.sub(r'(name="seen" value=")[^"]*', r"\1", page)
    page = re.sub(r'(data-(seen|version)=")[^"]*', r"\1", page)
    page = re.sub(r"'Pulse-Seen', '[^']+'", "", page)
    page = re.sub(r"invitations/[\w-]+", "", page)
    page = re.sub(r"'Content-Length', '\d+'|'X-Request-ID', '\w+'", "", page)
    return re.sub(r"\d\d:\d\d(:\d\d)?(\.\d+)?", "time", page)


def pages_of(world: World, who: str) -> dict[str, str]:
    """Return the pages that ``who`` finds, the article signed off as it is now."""
    with transaction.atomic():
        world.sign_off = seal(world)
        pages = {door: plain(page) for door, page in Visitor(who, world, Reading).walk()}
        transaction.set_rollback(True)
    seal_of = str(world.sign_off.uid)
    return {door: page.replace(seal_of, "this packet") for door, page in pages.items()}


def unlike_lines(before: str, after: str) -> list[str]:
    """Return the lines that only one of two pages has."""
    return sorted(set(before.splitlines()) ^ set(after.splitlines()))


@pytest.fixture
def stopped_clock() -> Iterator[None]:
    """Two pages that are compared tell the same time, and the same day."""
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        yield


def test_no_page_differs_from_that_of_a_newsroom_without_it(
    world: World, stopped_clock: None
) -> None:
    before = pages_of(world, "editor")
    plant(world)
    after = pages_of(world, "editor")
    unlike = {door: unlike_lines(before[door], after[door]) for door in before}
    assert {door: lines for door, lines in unlike.items() if lines} == {}


def test_no_search_finds_it(planted: World, stopped_clock: None) -> None:
    lists = [door for door in DOORS if door.endswith("-list") and door != "gate-list"]
    for who in ("author", "editor"):
        visitor = Visitor(who, planted)
        for name in [*lists, "queue", "source-names"]:
            args = [planted.article.uid] if name in ("change-list", "revision-list") else []
            address = reverse(name, args=args)
            pages = {
                word: plain(visitor.get(address, q=word, text=word, find=word, name=word))
                for word in (MARK, NONSENSE)
            }
            assert pages[MARK].replace(MARK, NONSENSE) == pages[NONSENSE], (who, name)


# --- the admin, and the command line --------------------------------------------------------------


def rows_of_the_admin() -> Iterator[tuple[str, int]]:
    """Yield model and key of all that is near it, and of some of everything else."""
    events = AuditEvent.objects.filter(object_type__in=("evidence", "support"))
    events |= AuditEvent.objects.filter(kind__startswith="evidence.")
    for model in admin.site._registry:
        name = model._meta.model_name or ""
        if model._meta.app_label == "claims":
            rows = events if model is AuditEvent else model._default_manager.order_by("-pk")
            most = 12 if model in (Evidence, Support, AuditEvent) else 1
            yield from ((name, pk) for pk in rows.values_list("pk", flat=True)[:most])


def test_the_admin_says_no_word_of_it(planted: World, stopped_clock: None) -> None:
    User.objects.filter(pk=person("adam").pk).update(is_superuser=True, is_editor=True)
    visitor = Visitor("admin", planted)
    rows = list(rows_of_the_admin())
    for name, pk in rows:
        page = visitor.get(reverse(f"admin:claims_{name}_change", args=[pk]))
        assert not words_in(page), (name, pk)
    for name in {name for name, _pk in rows}:
        address = reverse(f"admin:claims_{name}_changelist")
        assert not words_in(visitor.get(address, _facets="True")), name
        pages = {word: plain(visitor.get(address, q=word)) for word in (MARK, NONSENSE)}
        assert pages[MARK].replace(MARK, NONSENSE) == pages[NONSENSE], name
    ask = {"app_label": "claims", "model_name": "support", "field_name": "evidence"}
    assert not words_in(visitor.get(reverse("admin:autocomplete"), **ask, term=MARK))


def test_the_log_keeps_what_the_admin_shows_to_a_reader(planted: World) -> None:
    adam, support = person("adam"), planted.file
    support.evidence.readers.add(adam)
    visitor = Visitor("admin", planted)
    kept = AuditEvent.objects.filter(kind=readings.READ, actor_uid=adam.uid, note=Shown.ADMIN)
    pages = [reverse(f"admin:claims_{m}_changelist") for m in ("evidence", "support", "auditevent")]
    pages += [reverse("admin:claims_evidence_change", args=[support.evidence_id])]
    pages += [reverse("admin:claims_support_change", args=[support.pk])]
    for page in pages:
        with transaction.atomic():
            assert words_in(visitor.client.get(page)), page
            assert kept.filter(object_uid=support.evidence.uid).exists(), page
            transaction.set_rollback(True)


def test_no_command_prints_it(planted: World, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError) as fault:  # of a sign-off that came without its event
        call_command("audit", "verify")
    assert MARK not in str(fault.value)
    call_command("tick")
    printed = capsys.readouterr()
    assert printed.out
    assert MARK not in printed.out + printed.err
