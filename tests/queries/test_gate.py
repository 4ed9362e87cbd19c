"""The gate: what is in the way, what an editor let pass, and that no count says otherwise."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.enums import GateLevel, Health, PubStatus, Risk, Stage, Verdict, Visibility
from claims.models import Article, Claim, Evidence
from claims.queries.gate import Gate, Line, blockers, levels
from claims.queries.gate_conditions import BY_KEY, CONDITIONS
from claims.queries.queue_asking import asked
from claims.queries.queue_conditions import Viewer, matching
from claims.queries.tray import Tray
from claims.queries.workspace import Workspace
from claims.services import articles, changes, claims, gate, queries, suggestions, verdicts
from claims.services.saving import Refused
from tests import factories
from tests.people import person
from tests.signed import COST, EARLY, HURT, SIXTH, fresh, let_pass, ready

pytestmark = pytest.mark.django_db


def line(article: Article, key: str) -> Line:
    return next(line for line in Gate(fresh(article)).lines if line.condition.key == key)


def counts(article: Article) -> dict[str, int]:
    """What is in the way, by condition, zeros left out."""
    return {line.condition.key: line.count for line in Gate(article).lines if line.count}


def test_an_article_with_everything_settled_can_run_and_is_only_warned_of() -> None:
    gate_now = Gate(ready())
    assert gate_now.is_open
    assert [line.condition.key for line in gate_now.warnings] == ["unlooked"]
    assert len(gate_now.done) == len(CONDITIONS) - 1


def test_every_condition_sees_what_it_is_about() -> None:
    text = factories.STORY + "\nThe mayor said TK on Monday.\n"
    article = factories.article(text=text)
    claim = factories.claim(article, SIXTH, risk=Risk.HIGH)
    factories.checked(factories.claim(article, COST))
    heard = factories.statement(article, EARLY)
    queries.ask(on=claim, text="Since when?", by=person("carl"))
    changes.propose(to=heard, new="We may.", reason="softer", by=person("carl"))
    bad = factories.claim(article, HURT)
    verdicts.set_verdict(claim=bad, verdict=Verdict.MISLEADING, by=person("carl"))
    accepted = changes.propose(to=claim, new="The fifth.", reason="miscounted", by=person("carl"))
    changes.accept(proposal=accepted, by=person("edda"))
    found = counts(fresh(article))
    unlooked = found.pop("unlooked")
    assert unlooked > 0
    assert found == {
        "open_claims": 2,
        "high_risk": 1,
        "waiting_claims": 1,
        "unheard": 1,
        "bad_verdicts": 1,
        "open_queries": 1,
        "unanswered_changes": 1,
        "outstanding_changes": 1,
        "placeholders": 1,
    }


def test_a_new_draft_puts_claims_to_check_again_and_the_tray_in_the_way() -> None:
    article = factories.article()
    factories.approved(factories.claim(article, COST))
    factories.checked(factories.claim(article, SIXTH))
    factories.claim(article, HURT)
    heard = factories.statement(article, EARLY)
    passage = factories.span(article, "about a third more than planned")
    assert article.current is not None
    queries.ask(on=article.current, text="Than when?", by=person("carl"), passage=passage)
    factories.revised(
        article,
        (f"{COST}, about a third more than planned, according", "So"),
        (SIXTH, SIXTH.replace("sixth", "seventh")),
        (EARLY, "Come in"),
    )
    article = fresh(article)
    found = counts(article)
    assert (found["open_claims"], found["recheck"], found["tray"]) == (1, 2, 3)
    tray = Tray(article)
    assert set(BY_KEY["tray"].keys(article)) == {f"{row.thing.uid}:2" for row in tray.lost}
    assert f"{heard.uid}:2" in BY_KEY["tray"].keys(article)
    assert BY_KEY["tray"].url_for(article) == reverse("article-tray", args=[article.uid])


def test_the_claims_to_check_again_are_those_of_the_list_behind_the_count() -> None:
    article = factories.article()
    claim = factories.approved(factories.claim(article, SIXTH))
    factories.claim(article, COST)
    factories.revised(article, ("sixth closure", "seventh closure"))
    article = fresh(article)
    for key, expected in (("recheck", [claim]), ("open_claims", [Claim.objects.get(number=2)])):
        query = QueryDict(BY_KEY[key].url_for(article).partition("?")[2])
        filters = asked(query, person("edda")).filters
        assert list(matching(filters, Viewer.of(person("edda")))) == expected
        named = [name.partition(":")[0] for name in BY_KEY[key].keys(article)]
        assert named == [str(claim.uid) for claim in expected]


def test_what_nobody_has_looked_at_is_what_the_coverage_has_left() -> None:
    article = factories.article()
    factories.claim(article, SIXTH)
    first = factories.suggestion(article)
    suggestions.dismiss(suggestion=first, by=person("carl"))
    retired = factories.claim(article, COST)
    claims.retire_claim(claim=retired, reason="doubled", by=person("carl"))
    article = fresh(article)
    left = {str(row.uid) for row in Workspace(article).coverage.left}
    assert left
    assert set(BY_KEY["unlooked"].keys(article)) == left


def test_a_placeholder_leads_to_its_block_and_shows_the_words_around_it() -> None:
    article = fresh(factories.article(text="Head\n\nFirst line.\n\nThe mayor, TK, was there."))
    (item,) = BY_KEY["placeholders"].items(article)
    (_words, block) = Workspace(article).proof.placeholders[0]
    assert item.url.endswith(f"#block-{block}")
    assert "The mayor, TK, was there" in item.label


def test_an_override_lets_pass_what_was_there_and_nothing_that_comes_later() -> None:
    article = factories.article()
    factories.claim(article, SIXTH)
    let_pass(article, "open_claims")
    assert "open_claims" not in {line.condition.key for line in Gate(fresh(article)).blockers}
    assert line(article, "open_claims").count == 1

    later = factories.claim(article, COST)
    now = line(article, "open_claims")
    assert now.blocks
    assert now.count == 2
    assert now.left == (str(later.uid),)
    assert now.sentence == "claims still to check: 1"


def test_what_rests_on_evidence_that_is_gone_is_named_and_a_second_loss_is_new() -> None:
    article = factories.article()
    claim, heard = factories.claim(article, SIXTH), factories.statement(article, EARLY)
    factories.lost(claim)
    factories.lost(heard, Health.PASSAGE_GONE)
    factories.lost(factories.claim(article, COST), Health.CHANGED)
    retired = factories.claim(article, HURT)
    factories.lost(retired)
    claims.retire_claim(claim=retired, reason="twice", by=person("carl"))
    hidden = factories.lost(claim, url="https://hidden.example/")
    Evidence.objects.filter(pk=hidden.evidence_id).update(visibility=Visibility.NAMED)
    first, second = BY_KEY["evidence_lost"].items(fresh(article))
    assert first.url == claim.get_absolute_url()
    assert first.label.endswith("(Dead)")
    assert second.url == heard.get_absolute_url()
    assert second.label.endswith("(Quoted passage gone)")
    let_pass(article, "evidence_lost")
    assert line(article, "evidence_lost").is_overridden
    factories.lost(claim, url="https://also.example/")
    assert len(line(article, "evidence_lost").left) == 1


def test_a_thing_under_two_conditions_is_in_the_way_once() -> None:
    article = factories.article()
    factories.claim(article, SIXTH, risk=Risk.HIGH)
    gate_now = Gate(fresh(article))
    assert len(gate_now.blockers) == 2
    assert gate_now.in_the_way == 1


def test_an_editor_says_what_blocks_what_warns_and_what_is_not_asked() -> None:
    article = factories.article()
    factories.claim(article, SIXTH)
    assert blockers(fresh(article)) == ["claims still to check: 1"]
    gate.set_level(condition="open_claims", level=GateLevel.WARNING, by=person("edda"))
    assert blockers(fresh(article)) == []
    assert line(article, "open_claims").warns
    gate.set_level(condition="open_claims", level=GateLevel.OFF, by=person("edda"))
    assert "open_claims" not in counts(fresh(article))
    assert levels()["open_claims"] == GateLevel.OFF


def test_an_article_is_cleared_only_through_an_open_gate() -> None:
    article = factories.article(stage=Stage.IN_CHECK)
    claim = factories.claim(article, SIXTH)
    with pytest.raises(Refused, match="claims still to check: 1"):
        articles.move_article(article=article, stage=Stage.CLEARED, by=person("edda"))
    factories.approved(claim)
    articles.move_article(article=article, stage=Stage.CLEARED, by=person("edda"))
    article.refresh_from_db()
    assert article.stage == Stage.CLEARED


@pytest.mark.parametrize("claims_there", [1, 3])
def test_the_gate_is_read_in_a_fixed_number_of_statements(claims_there: int) -> None:
    article = factories.article()
    for words in (SIXTH, COST, HURT)[:claims_there]:
        factories.claim(article, words)
    article = fresh(article)
    with CaptureQueriesContext(connection) as made:
        assert len(Gate(article).lines) == len(CONDITIONS)
    assert len(made) == 17


def test_what_the_sender_holds_back_blocks_and_an_embargo_warns() -> None:
    article = fresh(ready())
    assert Gate(article).is_open
    article.pub_status = PubStatus.WITHHELD
    article.embargo_until = timezone.now() + timedelta(hours=1)
    article.save()
    gate_now = Gate(article)
    assert [line.condition.key for line in gate_now.blockers] == ["held_back"]
    assert "embargo" in [line.condition.key for line in gate_now.warnings]
    (held,) = BY_KEY["held_back"].items(article)
    (later,) = BY_KEY["embargo"].items(article)
    assert held.label == "Withheld until further notice"
    assert later.label.startswith("Not before ")
    let_pass(article, "held_back")
    article.pub_status = PubStatus.CANCELED  # another thing than was let pass
    article.save()
    assert not Gate(fresh(article)).is_open
