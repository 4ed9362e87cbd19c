"""Notices: who is told of what, once, of what they may read, and how many become one line."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from claims.enums import NoticeKind, Role, Said, State, Visibility
from claims.models import Article, Claim, Notice, Query, User
from claims.queries.notices import NoticeList, choices_of, lines, standing, waiting
from claims.services import (
    articles,
    changes,
    claims,
    experts,
    notices,
    queries,
    reviews,
    statements,
    undo,
    verdicts,
    withdrawal,
)
from claims.services.notifying import readers_among
from claims.services.saving import Invalid, Refused
from tests import factories
from tests.people import NAMES, person

from .deeds import events

pytestmark = pytest.mark.django_db

COST = "The repair cost 3.1 million crowns"
MORE = "about a third more than planned"
QUOTE = "We will not open a day early."


def told(username: str) -> list[tuple[str, str, str]]:
    """Return what a person was told: kind, type of thing, by whom."""
    rows = standing(person(username)).order_by("pk")
    return [(row.kind, row.object_type, str(row.by or "")) for row in rows]


def everybody_was_told() -> dict[str, list[str]]:
    """Return the kinds of all notices, by user name, those of nobody left out."""
    found: dict[str, list[str]] = {}
    for row in Notice.objects.select_related("user").order_by("pk"):
        found.setdefault(row.user.username, []).append(row.kind)
    Notice.objects.all().delete()
    return found


def given(thing: Claim, to: str, *, by: str = "rita") -> None:
    claims.assign_claim(claim=thing, assignee=person(to), by=person(by))


# --- who is told ----------------------------------------------------------------------------------


def test_what_is_given_to_a_person_or_a_role_is_told_to_them(article: Article) -> None:
    claim, statement = factories.claim(article, COST), factories.statement(article, QUOTE)
    for name in NAMES:
        person(name)
    given(claim, "carl", by="carl")  # to oneself: no news
    assert everybody_was_told() == {}
    given(claim, "cleo")
    assert told("cleo") == [("assigned", "claim", "Rita Reviewer")]
    claims.assign_claim(claim=claim, assignee=None, role=Role.CHECKER, by=person("rita"))
    assert told("carl") == [("assigned", "claim", "Rita Reviewer")]
    assert told("edda") == []
    given(claim, "carl")
    assert told("cleo") == []  # it is no longer hers to take
    assert waiting(person("cleo")) == (0, 0)
    assert len(told("carl")) == 1
    claims.retire_claim(claim=claim, reason="No.", by=person("rita"))
    assert told("carl") == []  # nothing is left to check
    claims.restore_claim(claim=claim, by=person("rita"))
    everybody_was_told()
    statements.assign_statement(statement=statement, assignee=person("cleo"), by=person("rita"))
    claims.retire_claim(claim=claim, reason="No.", by=person("rita"))
    assert everybody_was_told() == {"cleo": ["assigned"]}


def test_an_assignment_taken_back_is_no_news_and_comes_back_with_a_second_undo(
    article: Article,
) -> None:
    claim = factories.claim(article, COST)
    given(claim, "cleo")
    given(claim, "carl")
    assert (told("cleo"), len(told("carl"))) == ([], 1)
    undo.undo(event=events(claim)[-1], by=person("rita"))
    assert (len(told("cleo")), told("carl")) == (1, [])


def test_a_query_is_told_to_whom_it_is_put_and_its_answer_to_who_asked(article: Article) -> None:
    claim = factories.claim(article, COST)
    carl, ada, rita = person("carl"), person("ada"), person("rita")
    person("edda")
    query = queries.ask(on=claim, text="Ask @edda, too?", by=carl, to_role=Role.AUTHOR)
    assert everybody_was_told() == {"ada": ["asked"], "edda": ["asked"]}
    queries.reply(query=query, text="It is, @rita knows.", by=ada)
    assert everybody_was_told() == {"carl": ["answered"], "rita": ["asked"]}
    queries.reply(query=fresh(query), text="So how much?", by=carl)
    assert everybody_was_told() == {"ada": ["asked"]}  # who answered; not all authors anew
    queries.ask(on=claim, text="Well?", by=carl, to_role=Role.REVIEWER)
    queries.ask(on=claim, text="Who knows?", by=carl)
    assert everybody_was_told() == {"rita": ["asked"]}
    _link, token = experts.invite(query=fresh(query), name="Prof. Lind", question="So?", by=carl)
    experts.answer(token=token, decision="accept", text="")
    assert told("carl") == [("answered", "query", "")]
    queries.reply(query=fresh(query), text="@rita?", by=carl)
    queries.resolve(query=fresh(query), by=carl)
    assert waiting(rita) == (1, 0)  # one of them still waits for her; that one is settled


def fresh(query: Query) -> Query:
    return Query.objects.get(pk=query.pk)


def test_what_comes_back_is_told_to_whose_work_it_was(article: Article) -> None:
    claim, statement = factories.claim(article, COST), factories.statement(article, QUOTE)
    factories.checked(claim, by=person("cleo"))
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=person("cleo"))
    reviews.return_claim(claim=claim, reason="Which year?", by=person("rita"))
    reviews.return_said(statement=statement, reason="Listen again.", by=person("rita"))
    assert told("cleo") == [
        ("returned", "claim", "Rita Reviewer"),
        ("returned", "statement", "Rita Reviewer"),
    ]
    assert everybody_was_told() == {"cleo": ["returned", "returned"]}


def test_whose_verdict_falls_is_told_once_whatever_let_it_fall(article: Article) -> None:
    carl, rita = person("carl"), person("rita")
    claim = factories.approved(factories.claim(article, COST))
    support = claim.supports.get()
    withdrawal.withdraw_evidence(evidence=support.evidence, reason="A hoax.", by=person("cleo"))
    claim.refresh_from_db()
    assert claim.state == State.RECHECK
    assert everybody_was_told() == {"carl": ["recheck"]}
    withdrawal.bring_back(evidence=support.evidence, by=carl)
    verdicts.confirm(claim=claim, by=carl)
    statement = factories.statement(article, QUOTE)
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=carl)
    factories.revised(article, ("3.1 million", "3.4 million"), ("not open", "never open"), by=rita)
    assert told("carl") == [
        ("recheck", "claim", "Rita Reviewer"),
        ("recheck", "statement", "Rita Reviewer"),
    ]
    assert lines(standing(carl)).count() == 1  # one draft, one line
    everybody_was_told()
    factories.revised(article, ("3.4 million", "3.5 million"), by=carl)
    assert everybody_was_told() == {}  # one's own draft


def test_a_verdict_reopened_or_worded_anew_by_others_is_told(article: Article) -> None:
    claim = factories.checked(factories.claim(article, COST), by=person("cleo"))
    claims.edit_claim(claim=claim, text="It cost 3 million.", by=person("rita"))
    assert everybody_was_told() == {"cleo": ["recheck"]}
    other = factories.statement(article, QUOTE)
    statements.answer_said(statement=other, said=Said.VERBATIM, by=person("cleo"))
    statements.edit_statement(statement=other, manner="direct", by=person("rita"))
    assert everybody_was_told() == {"cleo": ["recheck"]}
    verdicts.confirm(claim=Claim.objects.get(pk=claim.pk), by=person("cleo"))
    verdicts.clear_verdict(claim=claim, by=person("cleo"))
    assert everybody_was_told() == {}  # one's own


def test_proposed_words_are_told_to_authors_and_lead_and_the_decision_back(
    article: Article,
) -> None:
    Article.objects.filter(pk=article.pk).update(lead_checker=person("rita"))
    claim = factories.claim(article, COST)
    about = {"reason": "It did.", "by": person("carl")}
    proposal = changes.propose(to=claim, new="It cost 3 million", **about)  # type: ignore[arg-type]
    assert told("rita") == told("ada") == [("proposed", "change", "Carl Checker")]
    changes.accept(proposal=proposal, by=person("ada"))
    assert told("carl") == [("decided", "change", "Ada Author")]
    assert waiting(person("rita"))[1] == 0  # nobody has to decide on it any more
    other = changes.propose(to=claim, new="It cost much", **about)  # type: ignore[arg-type]
    changes.withdraw(proposal=other, by=person("carl"))
    assert waiting(person("ada"))[1] == 0


# --- who is not -----------------------------------------------------------------------------------


def test_only_who_may_read_the_article_is_told_when_it_happens_and_when_it_is_shown(
    article: Article,
) -> None:
    claim = factories.claim(article, COST)
    carl, cleo, gone = person("carl"), person("cleo"), person("edda")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    gone.refresh_from_db()
    given(claim, "cleo")
    queries.ask(on=claim, text="So?", by=person("rita"), to_user=cleo)
    assert len(told("cleo")) == 2
    articles.edit_article(article=article, by=carl, visibility=Visibility.NAMED, readers=[carl])
    assert told("cleo") == []
    assert waiting(cleo) == (0, 0)
    assert NoticeList(cleo).lines == []
    everybody_was_told()
    article.refresh_from_db()
    assert article.current is not None
    to_a_role = {"text": "So?", "to_role": Role.REVIEWER, "passage": (0, 5)}
    queries.ask(on=article.current, by=carl, **to_a_role)  # type: ignore[arg-type]
    assert not Notice.objects.exists()  # not even kept, where nobody would see it
    named = {carl, cleo, gone, person("ada"), person("rita"), person("nora")}
    assert set(readers_among(named, article)) == {person("ada"), carl}
    Article.objects.filter(pk=article.pk).update(visibility=Visibility.NEWSROOM)
    article.refresh_from_db()
    assert set(readers_among(named, article)) == {carl, cleo, person("ada"), person("rita")}


# --- many at once, and once only ------------------------------------------------------------------


def test_a_list_shared_out_is_one_line(article: Article) -> None:
    words = (COST, MORE, "It was the sixth closure since April", "12 days after a storm")
    cleo = person("cleo")
    for text in words:
        given(factories.claim(article, text), "cleo")
    found = NoticeList(cleo)
    assert [(line.count, line.notice.kind) for line in found.lines] == [(4, "assigned")]
    assert found.counts == {"all": 1, "unread": 1}
    assert waiting(cleo)[1] == 1
    assert found.lines[0].url == f"/queue/?article={article.uid}&assignee=me"
    given(factories.claim(article, "no one was hurt in the storm"), "cleo", by="edda")
    assert [line.count for line in NoticeList(cleo).lines] == [1, 4]  # from somebody else
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        given(factories.claim(article, "on Monday"), "cleo")
    assert [line.count for line in NoticeList(cleo).lines] == [1, 1, 4]  # another time
    last = found.lines[0].notice
    notices.open_line(notice=last, by=cleo)
    assert NoticeList(cleo).counts == {"all": 3, "unread": 2}
    assert notices.read_all(by=cleo) == 2
    assert waiting(cleo)[1] == 0
    # what was read and happens again is news again
    claim = Claim.objects.get(number=1)
    given(claim, "carl")
    given(claim, "cleo")
    assert waiting(cleo)[1] == 1


def test_one_unread_notice_is_kept_of_a_thing_and_moves_up(article: Article) -> None:
    claim = factories.claim(article, COST)
    query = queries.ask(on=claim, text="So?", by=person("carl"), to_user=person("rita"))
    first = Notice.objects.get()
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        queries.reply(query=query, text="Well, @rita?", by=person("carl"))
    (again,) = Notice.objects.filter(kind="asked")
    assert again.uid == first.uid
    assert again.at > first.at


# --- what falls due -------------------------------------------------------------------------------


def test_what_is_due_within_two_hours_is_told_once_and_again_when_it_was_put_off(
    article: Article,
) -> None:
    now, cleo = timezone.now(), person("cleo")
    hour = timedelta(hours=1)
    soon, own, late = (factories.claim(article, text) for text in (COST, MORE, "on Monday"))
    statement = factories.statement(article, QUOTE)
    for claim in (soon, own, late):
        given(claim, "cleo")
    statements.assign_statement(statement=statement, assignee=cleo, by=person("rita"))
    nobodys = factories.claim(article, "12 days after a storm")
    Claim.objects.filter(pk__in=(soon.pk, nobodys.pk)).update(due_at=now + hour)
    Claim.objects.filter(pk=own.pk).update(due_at=now + 3 * hour)
    Claim.objects.filter(pk=late.pk).update(due_at=now - 30 * hour)
    Article.objects.filter(pk=article.pk).update(deadline=now + hour)  # the statement's
    Notice.objects.all().delete()
    assert notices.tell_due(now=now) == 2
    assert notices.tell_due(now=now) == 0
    assert [line.count for line in NoticeList(cleo).lines] == [2]
    notices.read_all(by=cleo)
    assert notices.tell_due(now=now + hour / 2) == 0  # once, read or not
    with time_machine.travel(now + 2 * hour):
        assert notices.tell_due() == 1  # the third is near by now
        Claim.objects.filter(pk=soon.pk).update(due_at=now + 9 * hour)
        assert notices.tell_due() == 0
    with time_machine.travel(now + 8 * hour):
        assert notices.tell_due() == 1
    factories.checked(own, by=cleo)
    reviews.approve(claim=own, by=person("rita"))
    Notice.objects.all().delete()
    assert notices.tell_due(now=now + 2 * hour) == 1  # what is settled is not due: the statement


def test_what_fell_due_together_is_told_once_and_what_is_hidden_to_nobody(article: Article) -> None:
    now, claims_ = timezone.now(), [factories.claim(article, text) for text in (COST, MORE)]
    for minutes, claim in enumerate(claims_):
        given(claim, "cleo")
        due = now + timedelta(hours=2, minutes=minutes)
        Claim.objects.filter(pk=claim.pk).update(due_at=due)
    Article.objects.filter(pk=article.pk).update(visibility=Visibility.NAMED)
    assert [notices.tell_due(now=now), notices.tell_due(now=now)] == [0, 0]
    Article.objects.filter(pk=article.pk).update(visibility=Visibility.NEWSROOM)
    for seconds, told_now in ((0, 1), (60, 1), (75, 0)):
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            assert notices.tell_due() == told_now
            notices.read_all(by=person("cleo"), kind=NoticeKind.DUE if told_now else None)
    assert Notice.objects.filter(kind="due").count() == 2
    verdicts.call_not_checkable(claim=claims_[0], reason="An opinion.", by=person("cleo"))
    due_now = standing(person("cleo")).filter(kind="due")
    assert [row.object_uid for row in due_now] == [claims_[1].uid]  # nothing is left to do there


def test_a_line_some_of_which_was_read_is_counted_as_it_is_listed(article: Article) -> None:
    now, cleo = timezone.now(), person("cleo")
    first, second = (factories.claim(article, text) for text in (COST, MORE))
    with time_machine.travel(now, tick=False):
        for claim in (first, second):
            given(claim, "cleo")
    given(first, "carl")
    notices.open_line(notice=Notice.objects.get(user=cleo, object_uid=second.uid), by=cleo)
    with time_machine.travel(now + timedelta(seconds=60), tick=False):
        given(first, "cleo")
    found = NoticeList(cleo, {"show": "unread"})
    assert found.counts["unread"] == len(found.page.rows) == waiting(cleo)[1] == 1


# --- choices and the setting ----------------------------------------------------------------------


def test_people_choose_for_themselves_and_what_came_before_is_not_sent_later(
    article: Article,
) -> None:
    cleo = person("cleo")
    assert notices.choose(by=cleo, how={"assigned": "at_once", "due": "digest"}) is None
    assert notices.choose(by=cleo, how={"assigned": "off", "due": "at_once"}) is not None
    given(factories.claim(article, COST), "cleo")
    assert notices.choose(by=cleo, how={"assigned": "digest"}) is not None
    assert Notice.objects.get().mailed_at is not None
    chosen = choices_of(cleo)
    assert (chosen[NoticeKind.ASSIGNED], chosen[NoticeKind.DUE]) == ("digest", "at_once")
    assert choices_of(person("carl"))[NoticeKind.ASSIGNED] == "at_once"
    for wrong in ({"assigned": "soon"}, {"nothing": "off"}):
        with pytest.raises(Invalid):
            notices.choose(by=cleo, how=wrong)


def test_only_an_admin_sets_what_mails_tell() -> None:
    with pytest.raises(Refused):
        notices.set_notices(by=person("edda"), names_things=True)
    with pytest.raises(Invalid):
        notices.set_notices(by=person("adam"), digest_hour=24)
    event = notices.set_notices(by=person("adam"), names_things=True, digest_hour=6)
    assert event is not None
    assert event.kind == "notices.set"
