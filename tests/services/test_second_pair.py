"""Ways around the second person that are closed: gate, evidence, wording, desk policy."""

import pytest
from django.test import Client
from django.urls import reverse

from claims.enums import ReviewPolicy, Risk, Said, Stance, State, Verdict
from claims.models import Article, Desk, User
from claims.queries.gate import Gate
from claims.queries.sign_offs import standing
from claims.services import (
    articles,
    claims,
    gate,
    queries,
    reviews,
    signoffs,
    statements,
    supports,
    verdicts,
    vocabulary,
)
from claims.services.saving import Invalid, Refused
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db
COST = "The repair cost 3.1 million crowns"
EARLY = "We will not open a day early."


def editor(name: str) -> User:
    User.objects.filter(pk=person(name).pk).update(is_editor=True)
    return User.objects.get(username=name)


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def test_who_checked_does_not_let_it_pass_nor_sign_it_off() -> None:
    article, edda, rita = factories.article(), person("edda"), editor("rita")
    factories.checked(factories.claim(article, COST), by=edda)
    with pytest.raises(Refused, match="You checked what this would let pass"):
        gate.override(article=article, condition="waiting_claims", reason="late", by=edda)
    gate.override(article=article, condition="waiting_claims", reason="late", by=rita)
    with pytest.raises(Refused, match="You checked what nobody else has looked at"):
        signoffs.sign_off(article=fresh(article), by=edda)
    signoffs.sign_off(article=fresh(article), by=rita)
    assert standing(fresh(article)).holds


def test_an_override_of_a_bad_verdict_covers_no_worse_one() -> None:
    article, edda = factories.article(), person("edda")
    claim = factories.claim(article, COST)
    verdicts.set_verdict(claim=claim, verdict=Verdict.NEEDS_CONTEXT, by=person("carl"))
    gate.override(article=article, condition="bad_verdicts", reason="known", by=edda)
    assert "bad_verdicts" not in {line.condition.key for line in Gate(article).blockers}
    verdicts.set_verdict(claim=claim, verdict=Verdict.INACCURATE, by=person("carl"))
    assert "bad_verdicts" in {line.condition.key for line in Gate(article).blockers}


def test_words_that_were_never_said_and_claims_retired_after_a_verdict_are_warned_of() -> None:
    article, carl = factories.article(), person("carl")
    heard = factories.statement(article, EARLY)
    statements.answer_said(statement=heard, said=Said.NOT_FOUND, by=carl)
    claims.retire_claim(
        claim=factories.checked(factories.claim(article, COST)), reason="dup", by=carl
    )
    warned = {line.condition.key: line.count for line in Gate(article).warnings}
    assert (warned["bad_answers"], warned["retired"]) == (1, 1)
    (item,) = next(
        line.condition.items(article)
        for line in Gate(article).warnings
        if line.condition.key == "retired"
    )
    assert "Carl Checker: dup" in item.label


def test_evidence_that_another_takes_off_is_looked_at_again() -> None:
    article, rita = factories.article(), person("rita")
    claim = factories.checked(factories.claim(article, COST))
    against = factories.support(claim, stance=Stance.REFUTES, url="https://example.org/b")
    supports.detach(support=against, by=rita)
    claim.refresh_from_db()
    assert claim.state == State.RECHECK
    verdicts.confirm(claim=claim, by=person("carl"))
    reviews.approve(claim=claim, by=rita)


def test_who_turned_a_stance_stays_a_hand_whoever_edits_the_passage_after() -> None:
    article, rita, cleo = factories.article(), person("rita"), person("cleo")
    claim = factories.claim(article, COST)
    tie = factories.support(claim, stance=Stance.CONTEXT)
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    supports.edit_support(support=tie, stance=Stance.SUPPORTS, by=rita)
    supports.edit_support(support=tie, passage="three point one", by=cleo)
    claim.refresh_from_db()
    assert claim.state == State.CHECKED
    with pytest.raises(Refused, match="you checked it"):
        reviews.approve(claim=claim, by=rita)


def test_a_verdict_begun_on_other_words_falls() -> None:
    claim = factories.claim(factories.article(), COST)
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    claims.edit_claim(claim=claim, text="It cost 4 crowns", by=person("rita"))
    claim.refresh_from_db()
    assert (claim.state, claim.verdict) == (State.CHECKING, "")


def test_a_desk_does_not_let_go_what_waits_by_asking_for_less() -> None:
    desk = factories.desk()
    article = factories.article(desk=desk)
    claim = factories.checked(factories.claim(article, COST))
    desk = Desk.objects.get(pk=desk.pk)
    desk.review_policy = ReviewPolicy.HIGH_RISK
    with pytest.raises(Refused, match="wait for a second person"):
        vocabulary.keep_word(word=desk, by=person("adam"))
    reviews.approve(claim=claim, by=person("rita"))
    vocabulary.keep_word(word=desk, by=person("adam"))
    assert Desk.objects.get(pk=desk.pk).review_policy == ReviewPolicy.HIGH_RISK


def test_who_signed_off_is_not_named_as_an_author_after() -> None:
    article = factories.article(text="Ferry\n\nThe line opens soon, he thinks.\n")
    signoffs.sign_off(article=article, by=person("edda"))
    with pytest.raises(Refused, match="Edda Editor has approved or signed off"):
        articles.edit_article(article=article, authors=[person("edda")], by=person("carl"))


def test_another_title_voids_the_sign_off() -> None:
    article = factories.article(text="Ferry\n\nThe line opens soon, he thinks.\n")
    signoffs.sign_off(article=article, by=person("edda"))
    articles.edit_article(article=article, title="Ferry sinks", by=person("carl"))
    assert [str(one) for one in standing(fresh(article)).differences] == ["the article – title"]


def test_an_author_learns_of_nobody_by_trying_names() -> None:
    article = factories.article()
    article.authors.add(person("ada"))
    query = queries.ask(on=factories.claim(article, COST), text="Sure?", by=person("carl"))
    person("adam")
    sentences = set()
    for name in ("adam", "nobody"):
        with pytest.raises(Invalid) as refused:
            queries.reply(query=query, text=f"Ask @{name}", by=person("ada"))
        sentences.add(str(refused.value).replace(name, "…"))
    assert len(sentences) == 1


def test_a_high_risk_claim_that_is_retired_stands_on_the_gates_own_list(client: Client) -> None:
    article = factories.article()
    claim = factories.claim(article, COST, risk=Risk.HIGH)
    claims.retire_claim(claim=claim, reason="not ours", by=person("carl"))
    client.force_login(person("carl"))
    html = client.get(reverse("gate-list", args=[article.uid, "retired"])).content.decode()
    assert "Carl Checker: not ours" in html
