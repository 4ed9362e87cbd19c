"""E-mails: at once and once a day, each once, to whom they are for, with counts and links."""

import re
import smtplib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from claims import jobs
from claims.enums import Health, Stance
from claims.models import Article, Claim, Evidence, Notice, Query, User
from claims.queries.notices import NoticeList
from claims.queries.query_list import QueryList
from claims.queries.stale import stale_for
from claims.services import claims, mailing, notices, queries, reviews, statements, verdicts
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

COST = "The repair cost 3.1 million crowns"
MORE = "about a third more than planned"
QUOTE = "We will not open a day early."
SITE = "https://desk.example"
MINUTES, HOURS = timedelta(minutes=1), timedelta(hours=1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def settled(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mails of the day are out; tasks run as soon as they are handed over."""
    cache.clear()
    settings.SITE_URL = SITE
    monkeypatch.setattr(mailing, "enqueue", lambda name, uid: getattr(mailing, name)(uid=uid))
    monkeypatch.setattr(mailing, "in_hand", lambda name: set())


@pytest.fixture
def article(article: Article) -> Article:
    for name in ("carl", "cleo", "rita", "edda", "adam"):
        person(name)
    User.objects.update(digest_at=timezone.now() + timedelta(days=9))
    return article


def given(thing: Claim, to: str = "cleo") -> None:
    claims.assign_claim(claim=thing, assignee=person(to), by=person("rita"))


def later(minutes: int = 2) -> int:
    """Let time pass and the upkeep look around; return how many mails are out."""
    now = timezone.now() + minutes * MINUTES
    return mails_at(now)


def links(text: str) -> list[str]:
    return [found.removeprefix(SITE) for found in re.findall(r"https?://\S+", text)]


# --- at once --------------------------------------------------------------------------------------


def test_what_comes_within_a_minute_is_one_mail_and_comes_once(article: Article) -> None:
    for words in (COST, MORE, "on Monday"):
        given(factories.claim(article, words))
    assert later(0) == 0  # it waits for more of the kind
    assert later() == 1
    assert later() == 1
    (sent,) = mail.outbox
    assert sent.to == ["cleo@example.org"]
    assert sent.subject == "Factcheck: 3 things to check were given to you"
    assert links(sent.body) == [
        "/notices/?show=unread&kind=assigned",
        "/notices/",
        "/profile/notices/",
    ]
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    query = queries.ask(
        on=article.claims.all()[0], text="So?", by=person("carl"), to_user=person("cleo")
    )
    given(article.claims.all()[0], "carl")
    queries.ask(on=query.claim, text="@carl?", by=person("rita"))  # type: ignore[arg-type]
    assert later() == 3
    subjects = {sent.to[0]: sent.subject for sent in mail.outbox[1:]}
    assert subjects == {
        "cleo@example.org": "Factcheck: 1 query was put to you",
        "carl@example.org": "Factcheck: 2 notices",
    }
    # the link leads to just what was counted
    client = Client()
    client.force_login(person("cleo"))
    page = client.get(links(sent.body)[0]).context["found"]
    assert [line.count for line in page.lines] == [2]  # one of them was given to somebody else


def test_nobody_is_written_to_who_left_has_no_address_has_read_it_or_wants_none(
    article: Article,
) -> None:
    people = ("cleo", "carl", "edda", "rita")
    given_to = dict(zip(people, (COST, MORE, "on Monday", "12 days after"), strict=True))
    for name, words in given_to.items():
        claims.assign_claim(
            claim=factories.claim(article, words),
            assignee=person(name),
            by=person("edda" if name == "rita" else "rita"),
        )
    notices.read_all(by=person("cleo"))
    User.objects.filter(username="carl").update(is_active=False)
    User.objects.filter(username="edda").update(email="")
    notices.choose(by=person("rita"), how={"assigned": "off"})
    assert later() == 0
    assert later(60 * 24 * 4) == 0
    # who gets an address now is not told of what is old
    User.objects.filter(username="edda").update(email="edda@example.org")
    assert later(60 * 24 * 4) == 0
    assert later() == 1


def test_a_mail_that_could_not_be_sent_is_tried_again_and_a_lost_mark_sends_twice(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(factories.claim(article, COST))
    cleo, real = str(person("cleo").uid), mailing.send

    def refused(*args: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(mailing, "send", refused)
    with pytest.raises(ConnectionRefusedError):
        later()
    monkeypatch.setattr(mailing, "send", real)
    assert later() == 0  # not every half minute
    cache.clear()  # ten minutes later
    noted = mailing.noted
    monkeypatch.setattr(mailing, "noted", refused)
    with pytest.raises(ConnectionRefusedError):
        mailing.mail_notices(uid=cleo)  # cut off between the mail and the mark
    monkeypatch.setattr(mailing, "noted", noted)
    assert len(mail.outbox) == 1
    assert mailing.mail_notices(uid=cleo) is True
    assert mailing.mail_notices(uid=cleo) is False
    assert len(mail.outbox) == 2
    assert mailing.mail_notices(uid="00000000-0000-0000-0000-000000000000") is False


def test_who_has_the_mail_in_hand_is_not_given_it_again(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(factories.claim(article, COST))
    monkeypatch.setattr(mailing, "in_hand", lambda name: {str(person("cleo").uid)})
    assert later() == 0
    notices.choose(by=person("cleo"), how={"assigned": "digest"})
    User.objects.filter(username="cleo").update(digest_at=LONG_AGO)
    assert later() == 0
    assert jobs.in_hand("mail_notices") == set()


def test_what_is_no_longer_ones_own_wakes_nobody(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, done = factories.claim(article, COST), factories.claim(article, MORE)
    given(claim)
    given(claim, "rita")
    given(done)
    verdicts.call_not_checkable(claim=done, reason="An opinion.", by=person("cleo"))
    Notice.objects.exclude(user=person("cleo")).delete()
    begun: list[str] = []
    monkeypatch.setattr(mailing, "enqueue", lambda name, uid: begun.append(uid))
    assert later() == 0
    assert begun == []


def test_what_happens_again_is_mailed_again_read_or_not(article: Article) -> None:
    now, claim = timezone.now(), factories.claim(article, COST)
    for hours in (0, 5):
        with time_machine.travel(now + hours * HOURS):
            checked = factories.checked(claim, by=person("cleo"))
            reviews.return_claim(claim=checked, by=person("rita"), reason="Not enough.")
            claim.refresh_from_db()
            later()
    assert Notice.objects.filter(kind="returned").count() == 1
    assert len(mail.outbox) == 2


def test_an_address_that_is_refused_is_not_tried_again(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(factories.claim(article, COST))
    tried: list[str] = []

    def refuse(message: EmailMessage) -> int:
        tried.append(message.to[0])
        raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"no such user")})

    monkeypatch.setattr(EmailMessage, "send", refuse)
    later()
    later(60)
    assert len(tried) == 1


# --- once a day -----------------------------------------------------------------------------------


def day(hour: int, *, of: int = 3, minute: int = 0) -> datetime:
    return datetime(2026, 6, of, hour, minute, tzinfo=UTC)


def test_the_daily_mail_goes_out_at_the_hour_by_each_ones_clock_and_once(
    article: Article,
) -> None:
    User.objects.exclude(username="cleo").update(email="")
    notices.choose(by=person("cleo"), how={"assigned": "digest"})
    User.objects.filter(username="cleo").update(time_zone="Asia/Tokyo", digest_at=day(22, of=1))
    with time_machine.travel(day(20, of=2), tick=False):
        given(factories.claim(article, COST))
    for now, count in (
        (day(21, of=2, minute=59), 0),
        (day(22, of=2), 1),  # seven in the morning there
        (day(22, of=2, minute=1), 1),
        (day(21, of=3), 1),
        (day(22, of=3), 1),  # nothing new, nothing lies about
    ):
        assert mails_at(now) == count, now
    (sent,) = mail.outbox
    assert sent.subject == "Factcheck: 1 notice"
    assert User.objects.get(username="cleo").digest_at == day(22, of=3)
    # nobody looked for a day and a half: one mail makes up for it
    given(factories.claim(article, MORE))
    Notice.objects.filter(mailed_at=None).update(at=day(23, of=3))
    notices.set_notices(by=person("adam"), digest_hour=0)
    assert mails_at(day(3, of=5)) == mails_at(day(4, of=5)) == 2
    User.objects.filter(username="cleo").update(time_zone="Nowhere/At all")
    assert str(mailing.zone_of(User.objects.get(username="cleo"))) == "UTC"


def mails_at(now: datetime) -> int:
    """Let the upkeep look around then; return how many mails are out."""
    with time_machine.travel(now, tick=False):
        mailing.enqueue_due()
    return len(mail.outbox)


def stale_world(article: Article) -> None:
    """One of everything that lies about for Rita, and as much beside it that does not."""
    rita, carl, now = person("rita"), person("carl"), timezone.now()
    late, gone, own = (factories.claim(article, words) for words in (COST, MORE, "on Monday"))
    for claim in (late, gone):
        claims.assign_claim(claim=claim, assignee=rita, by=rita)
    heard = factories.statement(article, QUOTE)
    statements.assign_statement(statement=heard, assignee=rita, by=rita)
    statements.set_statement_due(statement=heard, due_at=now - HOURS, by=rita)
    claims.set_due(claim=late, due_at=now - HOURS, by=rita)
    claims.set_due(claim=own, due_at=now - HOURS, by=rita)
    claims.assign_claim(claim=own, assignee=None, role="reviewer", by=rita)
    nobodys = factories.claim(article, "the sixth closure")
    claims.set_due(claim=nobodys, due_at=now - HOURS, by=rita)
    factories.support(late, by=carl, url="https://example.org/there")
    support = factories.support(gone, by=carl, stance=Stance.CONTEXT)
    Evidence.objects.filter(pk=support.evidence_id).update(health=Health.DEAD)
    old = factories.checked(factories.claim(article, "12 days after a storm"), by=carl)
    Claim.objects.filter(pk=old.pk).update(verdict_at=now - timedelta(days=2))
    factories.checked(factories.claim(article, "no one was hurt in the storm"), by=carl)  # today
    waits = queries.ask(on=late, text="So?", by=carl, to_user=rita)
    queries.ask(on=late, text="And?", by=carl, to_user=rita)  # today
    Query.objects.filter(pk=waits.pk).update(created_at=now - timedelta(days=2))
    goes_on = queries.ask(on=late, text="Which?", by=carl, to_user=rita)  # and on, today
    Query.objects.filter(pk=goes_on.pk).update(created_at=now - timedelta(days=2))
    for name, words in (("rita", "This."), ("carl", "Since when?")):
        goes_on.refresh_from_db()
        queries.reply(query=goes_on, text=words, by=person(name))
    answered = queries.ask(on=late, text="Why?", by=rita, to_user=carl)
    queries.reply(query=answered, text="Because.", by=carl)
    Notice.objects.all().delete()


def test_what_lies_about_is_counted_as_the_lists_count_it(article: Article) -> None:
    stale_world(article)
    User.objects.filter(username="rita").update(digest_at=LONG_AGO)
    notices.choose(by=person("carl"), how={"answered": "digest"})
    assert mailing.mail_digest(uid=str(person("rita").uid)) is True
    (sent,) = mail.outbox
    counts = [int(n) for n in re.findall(r"^(\d+) ", sent.body, re.MULTILINE)]
    assert counts == [2, 1, 1, 1, 1, 1]  # a claim of hers and one of any reviewer's are late
    assert sent.subject == "Factcheck: 7 things wait for you"
    client = Client()
    client.force_login(person("rita"))
    for count, link in zip(counts, links(sent.body), strict=False):
        page = client.get(link)
        found = page.context
        shown = found["found"].total if link.startswith("/queries/") else found["facets"].total
        assert shown == count, link
    mail.outbox.clear()
    assert mailing.mail_digest(uid=str(person("rita").uid)) is False  # today's is out
    # whoever wants no e-mail of any kind gets none
    User.objects.filter(username="rita").update(digest_at=LONG_AGO)
    notices.choose(by=person("rita"), how=dict.fromkeys(mailing.TOLD, "off"))
    assert mailing.mail_digest(uid=str(person("rita").uid)) is False
    assert mail.outbox == []


def test_nothing_lies_about_for_who_may_read_nothing(article: Article) -> None:
    stale_world(article)
    now = timezone.now()
    assert len(stale_for(person("rita"), now, UTC)) == 6
    Article.objects.update(visibility="named", created_by=person("carl"))
    assert stale_for(person("rita"), now, UTC) == []
    assert QueryList(person("rita"), {"state": "long"}).rows.count() == 0
    assert NoticeList(person("rita")).lines == []
