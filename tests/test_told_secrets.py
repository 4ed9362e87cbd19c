"""No notice, e-mail or calendar gives away a headline, a claim, a name or a confidential thing.

A newsroom is filled with planted words, everything is done in it that tells people something, and
all that leaves the house is read: subjects, bodies and headers of mails, every byte of calendars.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.enums import Health, Role, Stance, Visibility
from claims.models import Article, Claim, Evidence, Notice, Query, User
from claims.services import (
    calendar,
    changes,
    claims,
    evidence,
    health,
    mailing,
    notices,
    queries,
    reviews,
    statements,
    supports,
    watching,
)

from . import factories
from .people import person
from .planted import reader

pytestmark = pytest.mark.django_db

MARK = "qzx"  # how every planted word begins
OPEN, HIDDEN, CONFIDENTIAL = f"{MARK}open", f"{MARK}hidden", f"{MARK}evidence"
NAMES = ("Ada", "Carl", "Cleo", "Rita", "Edda", "Adam", "Vera")
EVERYBODY = ("ada", "carl", "cleo", "rita", "edda", "adam", "vera")
TEXTS = (
    "The {word} repair cost 3.1 million crowns",
    "The {word} ferry sails again on Monday",
    "The {word} pier broke in the storm",
    "It was the sixth {word} closure since April",
    "harbour master Ines {word} told reporters",
)
STORY = """{word} headline

The {word} repair cost 3.1 million crowns. The {word} ferry sails again on Monday.

“We will not open {word} a day early,” harbour master Ines {word} told reporters on Friday.

The {word} pier broke in the storm 12 days ago. It was the sixth {word} closure since April.
"""


@pytest.fixture(autouse=True)
def newsroom(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """Everybody is there; tasks run at once; the clock stands still, so that mails compare."""
    cache.clear()
    settings.SITE_URL = "https://desk.example"
    monkeypatch.setattr(mailing, "enqueue", lambda name, uid: getattr(mailing, name)(uid=uid))
    with time_machine.travel(timezone.now().replace(hour=9), tick=False):
        for name in EVERYBODY[:-1]:
            person(name)
        roles = {"is_reviewer": True, "is_editor": True}
        User.objects.filter(pk=reader().pk).update(email="vera@example.org", **roles)
        yield timezone.now()


def everything_is_done(word: str, *, by: User, **about: Any) -> None:
    """Do all that tells somebody something in an article full of ``word``, which Vera leads.

    ``by`` gives and returns; Ada wrote it, Cleo and Vera check.
    """
    cleo, vera, ada = person("cleo"), reader(), person("ada")
    now = timezone.now()
    made = factories.article(text=STORY.format(word=word), by=cleo, lead_checker=vera, **about)
    made.authors.add(ada)
    cost, sails, pier, sixth, spoke = (
        factories.claim(made, t.format(word=word), by=cleo) for t in TEXTS
    )
    said = factories.statement(made, f"We will not open {word} a day early", by=cleo, speaker=word)
    for claim, who, hours in ((cost, cleo, 1), (sails, vera, 1), (sixth, cleo, -3)):
        claims.assign_claim(claim=claim, assignee=who, by=by)
        claims.set_due(claim=claim, due_at=now + timedelta(hours=hours), by=cleo)
    claims.assign_claim(claim=spoke, assignee=None, role=Role.CHECKER, by=by)
    statements.assign_statement(statement=said, assignee=cleo, by=by)
    people_talk(word, cost, sails)
    factories.support(pier, by=cleo, url=f"https://{word}.example/")
    factories.checked(fresh(pier), by=cleo)
    reviews.return_claim(claim=fresh(pier), reason=word, by=vera)
    factories.checked(fresh(cost), by=vera)
    factories.revised(made, ("3.1 million", "3.4 million"), by=cleo)
    Article.objects.filter(pk=made.pk).update(deadline=now + timedelta(hours=5))


def people_talk(word: str, cost: Claim, sails: Claim) -> None:
    """Ask, answer, propose and decide."""
    cleo, vera, ada = person("cleo"), reader(), person("ada")
    query = queries.ask(on=cost, text=f"{word}? @vera", by=cleo, to_role=Role.AUTHOR)
    queries.reply(query=query, text=f"{word}!", by=ada)
    old = queries.ask(on=sails, text=word, by=vera, to_user=cleo)
    Query.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=2))
    changes.propose(to=cost, new=f"{word} cost", reason=word, by=cleo)
    other = changes.propose(to=sails, new=f"{word} sails", reason=word, by=vera)
    changes.decline(proposal=other, note=word, by=ada)


def fresh(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def evidence_of_some_is_lost(claim: Claim) -> None:
    """Attach evidence that Cleo and Vera alone may read, and let its address die."""
    cleo = person("cleo")
    hidden = evidence.add_evidence(
        by=cleo,
        title=CONFIDENTIAL,
        url=f"https://{CONFIDENTIAL}.example/",
        visibility=Visibility.NAMED,
        readers=[reader()],
    )
    supports.attach(
        evidence=hidden, target=claim, by=cleo, stance=Stance.CONTEXT, note=CONFIDENTIAL
    )
    Evidence.objects.filter(pk=hidden.pk).update(health=Health.DEAD)
    hidden.refresh_from_db()
    health.note_change(hidden, "")


def told_outside() -> dict[str, str]:
    """Send all mails, the daily ones too, and read all calendars: what each person gets."""
    notices.tell_due()
    Notice.objects.update(at=timezone.now() - timedelta(minutes=2))
    User.objects.update(digest_at=timezone.now() - timedelta(days=9))
    mail.outbox.clear()
    cache.clear()
    mailing.enqueue_due()
    found = dict.fromkeys(EVERYBODY, "")
    for message in mail.outbox:
        found[message.to[0].partition("@")[0]] += whole(message)
    for name in EVERYBODY:
        token = calendar.make_address(by=User.objects.get(username=name))
        answer = Client().get(reverse("calendar", args=[token]))
        assert answer.status_code == 200
        found[name] += f"{list(answer.items())}{answer.content.decode()}".replace("\r\n ", "")
    return found


def whole(message: EmailMessage) -> str:
    """Return a mail as it is sent, in the clear."""
    sent = message.message()
    body = sent.get_payload(decode=True)
    assert isinstance(body, bytes)
    headers = [f"{k}: {v}" for k, v in sent.items() if k not in ("Message-ID", "To", "Date")]
    return "\n".join([*headers, body.decode()])


def secrets_in(text: str) -> set[str]:
    """Return the planted words and the people's names that stand in ``text``."""
    words = set(re.findall(rf"{MARK}\w+", text, re.IGNORECASE))
    return words | {name for name in NAMES if re.search(rf"\b{name}\b", text)}


def pages(name: str) -> str:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client.get(reverse("notice-list")).content.decode()


def plain(text: str) -> str:
    """Return what somebody gets without the addresses that are new each time."""
    return re.sub(r"'X-Request-ID', '\w+'|[0-9a-f]{8}-[0-9a-f-]{27}", "", text)


def open_article() -> Claim:
    """Work on an article that all of the newsroom reads; return a claim in it."""
    everything_is_done(OPEN, by=person("edda"))
    return Claim.objects.filter(text__contains=OPEN)[0]


def hidden_things(claim: Claim) -> None:
    """The same in an article of which Vera, Cleo and Ada alone may know, and their evidence."""
    everything_is_done(HIDDEN, by=reader(), visibility=Visibility.NAMED)
    evidence_of_some_is_lost(claim)


def test_what_leaves_the_house_holds_counts_and_links_and_nothing_else() -> None:
    hidden_things(open_article())
    kinds = set(Notice.objects.values_list("kind", flat=True))
    assert kinds == {*mailing.TOLD} - {"due"}
    found = told_outside()
    assert set(Notice.objects.values_list("kind", flat=True)) == {*mailing.TOLD}
    for name, text in found.items():
        assert secrets_in(text) == set(), name
        for link in re.findall(r"https://desk\.example(\S*)", text):
            assert re.fullmatch(r"[\w/?=&.%-]*>?", link), link
    written_to = {message.to[0].partition("@")[0] for message in mail.outbox}
    assert written_to == {"ada", "carl", "cleo", "vera"}
    for name in ("cleo", "vera"):
        assert "BEGIN:VEVENT" in found[name]
    # in the house whoever may read it reads it
    assert {OPEN, HIDDEN} <= secrets_in(pages("vera"))


def test_with_names_nothing_of_what_is_hidden_leaves_the_house() -> None:
    notices.set_notices(by=person("adam"), names_things=True)
    hidden_things(open_article())
    found = told_outside()
    for name, text in found.items():
        assert {word for word in secrets_in(text) if word not in (OPEN, *NAMES)} == set(), name
    for name in ("cleo", "vera", "ada", "carl"):
        assert OPEN in secrets_in(found[name]), name
    assert "Edda" in found["cleo"]
    fell = re.findall(r"to be checked again:\n((?:– .*\n)+)", "".join(found.values()))
    assert fell
    assert not any(name in lines for lines in fell for name in NAMES)  # nobody answers for it


def test_who_may_not_read_it_is_told_what_a_newsroom_without_it_tells() -> None:
    """Mails, calendars and the page of notices: not a count, not a line more."""
    watching.set_watch(by=person("adam"), is_on=True, rechecks=True)
    claim = open_article()
    others = ("carl", "rita", "edda", "adam")
    before, shown = told_outside(), {name: pages(name) for name in others}
    Notice.objects.update(mailed_at=None)
    hidden_things(claim)
    after = told_outside()
    for name in others:
        assert plain(after[name]) == plain(before[name]), name
        page = pages(name)
        assert not {HIDDEN, CONFIDENTIAL} & secrets_in(page), name
        assert words_of(page) == words_of(shown[name]), name
    assert plain(after["cleo"]) != plain(before["cleo"])


def words_of(page: str) -> list[str]:
    """Return the lines of a page of notices."""
    return re.findall(r'told__link"[^>]*>([^<]*)', page)
