"""Marks follow their words into a new draft, or honestly do not."""

import pytest

from claims.enums import (
    AnchorState,
    ChangeState,
    Decision,
    Part,
    Role,
    Said,
    Stage,
    State,
    SuggestionKind,
    Verdict,
)
from claims.models import (
    Anchor,
    Article,
    AuditEvent,
    Change,
    Claim,
    NothingToCheck,
    Query,
    Revision,
    Statement,
    Suggestion,
)
from claims.queries.tray import Tray
from claims.services import (
    changes,
    claims,
    queries,
    reviews,
    statements,
    suggestions,
    undo,
    verdicts,
)
from claims.services.following import Followed
from claims.services.saving import Invalid
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

COST = "The repair cost 3.1 million crowns"
QUOTE = "Every one of the 40 mooring posts has been replaced"
MOVING = f"{COST}, about a third more than planned, according to the transport ministry."
SIXTH = "It was the sixth closure since April."


@pytest.fixture
def article() -> Article:
    return factories.article()


def now(claim: Claim) -> Claim:
    return Claim.objects.select_related("article__current").get(pk=claim.pk)


def words(thing: Claim | Statement | Query) -> list[str]:
    current = Article.objects.get(pk=thing.article_id).current
    return list(
        thing.anchors.filter(revision=current, part=Part.CONTENT).values_list("exact", flat=True)
    )


def state(thing: Claim | Statement | Query) -> str:
    current = Article.objects.get(pk=thing.article_id).current
    return thing.anchors.get(revision=current, part=Part.CONTENT).state


# --- the same words -------------------------------------------------------------------------------


def test_words_that_stay_keep_what_was_decided_on_them(article: Article) -> None:
    claim = factories.approved(factories.claim(article, SIXTH))
    before = now(claim).version
    done = factories.revised(article, ("one was hurt", "body was hurt"))
    assert done.followed == Followed(same=1)
    assert (now(claim).state, now(claim).version, words(claim)) == (State.APPROVED, before, [SIXTH])


def test_words_that_move_to_another_paragraph_keep_it_too(article: Article) -> None:
    claim = factories.approved(factories.claim(article, MOVING))
    start = "PORT AMSEL"
    factories.revised(article, (MOVING, ""), (start, f"{MOVING}\n\n{start}"))
    assert (now(claim).state, state(claim)) == (State.APPROVED, AnchorState.MOVED)


def test_other_quotation_marks_are_no_other_words(article: Article) -> None:
    statement = factories.statement(article, f"“{QUOTE},”")
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=person("carl"))
    factories.revised(article, ("“", '"'), ("”", '"'))
    assert Statement.objects.get().said == Said.VERBATIM
    assert (state(statement), words(statement)) == (AnchorState.MOVED, [f'"{QUOTE},"'])


def test_the_same_draft_twice_changes_nothing(article: Article) -> None:
    factories.claim(article, SIXTH)
    text = factories.STORY.replace("sixth", "seventh")
    assert factories.revised(article, text=text).created
    before = AuditEvent.objects.count(), Anchor.objects.count(), Suggestion.objects.count()
    again = factories.revised(article, text=text.replace("\n\n", "\n\n\n"))
    assert not again.created
    assert again.revision.number == 2
    counts = AuditEvent.objects.count(), Anchor.objects.count(), Suggestion.objects.count()
    assert counts == before


# --- other words ----------------------------------------------------------------------------------


@pytest.mark.parametrize("settled", ["approved", "checked", "not checkable"])
def test_a_settled_claim_whose_words_change_is_to_be_checked_again(
    article: Article, settled: str
) -> None:
    claim = factories.claim(article, SIXTH)
    if settled == "approved":
        factories.approved(claim)
    elif settled == "checked":
        factories.checked(claim)
    else:
        verdicts.call_not_checkable(claim=claim, reason="a forecast", by=person("carl"))
    done = factories.revised(article, ("sixth", "seventh"))
    assert done.followed == Followed(edited=1)
    claim = now(claim)
    assert (claim.state, state(claim)) == (State.RECHECK, AnchorState.EDITED)
    event = AuditEvent.objects.filter(object_uid=claim.uid).first()
    assert event
    assert event.kind == "claim.words_changed"
    assert event.note == f"{SIXTH} → {SIXTH.replace('sixth', 'seventh')}"


def test_a_verdict_half_given_on_other_words_falls(article: Article) -> None:
    claim = factories.claim(article, SIXTH)
    verdicts.set_verdict(
        claim=claim, verdict=Verdict.VERIFIED, note="by the log", by=person("carl")
    )
    factories.revised(article, ("sixth", "seventh"))
    claim = now(claim)
    assert (claim.state, claim.verdict, claim.verdict_note) == (State.CHECKING, "", "by the log")


def test_the_sentence_under_check_follows_unless_somebody_worded_it(article: Article) -> None:
    plain = factories.claim(article, SIXTH)
    worded = factories.claim(article, COST, text="Repairing the pier cost 3.1 million.")
    factories.revised(article, ("sixth", "seventh"), ("cost 3.1", "cost 3.3"))
    assert now(plain).text == "It was the seventh closure since April."
    assert now(worded).text == "Repairing the pier cost 3.1 million."


def test_a_confirmed_claim_waits_for_a_second_person_again(article: Article) -> None:
    claim = factories.approved(factories.claim(article, SIXTH))
    factories.revised(article, ("closure since", "closing since"))
    verdicts.confirm(claim=claim, by=person("carl"))
    claim = now(claim)
    assert (claim.state, claim.verdict_revision) == (State.CHECKED, claim.article.current)
    reviews.approve(claim=claim, by=person("rita"))
    assert now(claim).state == State.APPROVED


def test_a_retired_claim_does_not_come_back_approved_with_other_words(article: Article) -> None:
    claim = factories.approved(factories.claim(article, SIXTH))
    claims.retire_claim(claim=claim, reason="doubled", by=person("carl"))
    assert factories.revised(article, ("sixth", "seventh")).followed == Followed()
    assert claims.restore_claim(claim=claim, by=person("carl")).state == State.RECHECK


def test_an_answer_was_about_other_words(article: Article) -> None:
    statement = factories.statement(article, QUOTE)
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=person("carl"))
    reviews.approve_said(statement=statement, by=person("rita"))
    factories.revised(article, ("40 mooring", "42 mooring"))
    statement.refresh_from_db()
    assert (statement.said, statement.approved_at) == ("", None)
    assert statement.words == QUOTE.replace("40", "42")


def test_who_is_said_to_have_said_it_is_part_of_the_question(article: Article) -> None:
    text = factories.STORY
    cue, mention = text.index("told reporters"), text.index("Ines Volk")
    statement = factories.statement(
        article, QUOTE, cue=(cue, cue + 14), mention=(mention, mention + 9)
    )
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=person("carl"))
    factories.revised(article, ("master Ines Volk", "master Jan Brandt"))
    statement.refresh_from_db()
    assert (statement.said, statement.cue) == ("", "told reporters")
    assert statement.mention != "Ines Volk"


def test_a_cleared_article_with_another_text_is_in_check_again(article: Article) -> None:
    Article.objects.update(stage=Stage.CLEARED)
    factories.revised(article, ("sixth", "seventh"))
    assert Article.objects.get().stage == Stage.IN_CHECK


# --- no honest place ------------------------------------------------------------------------------


def test_words_that_are_gone_wait_in_the_tray(article: Article) -> None:
    claim = factories.approved(factories.claim(article, SIXTH))
    done = factories.revised(article, (SIXTH, ""))
    assert done.followed == Followed(lost=1)
    (lost,) = Tray(article_now()).lost
    assert (lost.thing, lost.state, lost.words, lost.candidates) == (claim, "gone", SIXTH, ())
    assert lost.revision.number == 1
    assert now(claim).state == State.RECHECK


def test_nothing_is_undone_into_settled_while_its_words_have_no_place(article: Article) -> None:
    claim = factories.approved(factories.claim(article, SIXTH))
    verdicts.reopen(claim=claim, reason="doubt", by=person("carl"))
    statement = factories.statement(article, "“We will not open a day early.”")
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=person("carl"))
    statements.answer_said(statement=statement, said="", by=person("carl"))
    factories.revised(article, (SIXTH, ""), (" “We will not open a day early.”", ""))
    assert undo.offer(claim, person("carl")) is None
    assert undo.offer(statement, person("carl")) is None


def article_now() -> Article:
    return Article.objects.select_related("current").get()


def test_words_that_are_copied_never_choose_for_themselves() -> None:
    article = factories.article(
        text=f"The pier\n\nFirst of all, it rained.\n\n{SIXTH}\n\nThen it snowed."
    )
    claim = factories.claim(article, SIXTH)
    factories.revised(
        article,
        text=f"The pier\n\nIt was hot.\n\n{SIXTH}\n\nIt was cold.\n\n{SIXTH}\n\nIt was over.",
    )
    (lost,) = Tray(article_now()).lost
    assert (lost.thing, lost.state) == (claim, "ambiguous")
    assert [c.words for c in lost.candidates] == [SIXTH, SIXTH]


def test_words_that_come_back_later_are_offered(article: Article) -> None:
    claim = factories.claim(article, SIXTH)
    factories.revised(article, (SIXTH, ""))
    factories.revised(article, ("in the storm.", f"in the storm.\n\n{SIXTH}"))
    (lost,) = Tray(article_now()).lost
    assert (lost.thing, lost.state) == (claim, "found")
    assert lost.candidates[0].words == SIXTH


def test_a_retired_claim_whose_words_come_back_is_offered_again(article: Article) -> None:
    claim = factories.claim(article, SIXTH)
    factories.revised(article, (SIXTH, ""))
    claims.retire_claim(claim=claim, reason="cut", by=person("carl"))
    assert Tray(article_now()).returned == []
    factories.revised(article, ("in the storm.", f"in the storm.\n\n{SIXTH}"))
    tray = Tray(article_now())
    assert (tray.lost, [row.thing for row in tray.returned]) == ([], [claim])


def test_a_claim_retired_while_its_words_stood_there_is_not_offered(article: Article) -> None:
    claim = factories.claim(article, SIXTH)
    claims.retire_claim(claim=claim, reason="doubled", by=person("carl"))
    factories.revised(article, ("3.1", "3.2"))
    assert Tray(article_now()).returned == []


def test_words_that_became_a_share_line_wait_too() -> None:
    article = factories.article(text="The pier\n\nIt rained.\n\nShare this story on the web today")
    revision = Revision.objects.get()
    words_here = "It rained."
    factories.claim(article, words_here)
    kinds = [kind for kind, _start, _end in revision.blocks]
    assert "furniture" in kinds
    factories.revised(article, text="The pier\n\nAll was well.\n\nRead more: It rained.")
    assert [row.words for row in Tray(article_now()).lost] == [words_here]


# --- passages, decisions, suggestions -------------------------------------------------------------


def test_a_query_follows_its_passage_or_waits(article: Article) -> None:
    revision = Revision.objects.get()
    query = queries.ask(
        on=revision,
        passage=factories.span(article, "Volk said no one was hurt"),
        text="No one?",
        by=person("carl"),
        to_role=Role.CHECKER,
    )
    factories.revised(article, ("no one was hurt", "nobody at all was hurt"))
    assert words(query) == ["Volk said nobody at all was hurt"]
    factories.revised(article, (" Volk said nobody at all was hurt in the storm.", ""))
    assert [row.kind for row in Tray(article_now()).lost] == ["query"]
    queries.resolve(query=query, by=person("carl"))
    assert Tray(article_now()).lost == []


def test_nothing_to_check_holds_for_the_same_words_only(article: Article) -> None:
    for chosen in (SIXTH, "“We will not open a day early.”"):
        start, end = factories.span(article, chosen)
        suggestions.nothing_here(
            revision=Revision.objects.get(), start=start, end=end, by=person("carl")
        )
    factories.revised(article, ("sixth", "seventh"))
    kept = NothingToCheck.objects.get(revision__number=2)
    assert (kept.words, kept.decided_by) == ("“We will not open a day early.”", person("carl"))


def test_what_was_dismissed_is_not_proposed_again_in_a_new_draft(article: Article) -> None:
    row = factories.suggestion(article)
    suggestions.dismiss(suggestion=row, by=person("carl"))
    factories.revised(article, ("PORT AMSEL", "AMSEL"))
    kept = Suggestion.objects.filter(revision__number=2, words=row.words, kind=row.kind)
    assert [found.decision for found in kept] == [Decision.DISMISSED]


def test_new_sentences_are_proposed_and_known_as_new(article: Article) -> None:
    factories.revised(article, (SIXTH, f"{SIXTH} Some 212 people were stranded for 3 days."))
    rows = Suggestion.objects.filter(revision__number=2, kind=SuggestionKind.CLAIM)
    since = {row.words: row.since for row in rows}
    assert since["Some 212 people were stranded for 3 days"] == 2
    assert since[SIXTH[:-1]] == 1


def test_a_suggestion_of_an_older_draft_is_not_accepted_any_more(article: Article) -> None:
    row = factories.suggestion(article)
    factories.revised(article, ("sixth", "seventh"))
    with pytest.raises(Invalid, match="changed meanwhile"):
        suggestions.accept(suggestion=row, by=person("carl"))


# --- proposed words -------------------------------------------------------------------------------


def test_a_draft_that_says_what_was_proposed_settles_it(article: Article) -> None:
    claim = factories.claim(article, COST)
    proposal = changes.propose(
        to=claim, new="The repair cost 2.9 million crowns", reason="the table", by=person("carl")
    )
    factories.revised(article, ("cost 3.1", "cost 2.9"), by=person("rita"))
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (ChangeState.ACCEPTED, person("rita"))
    assert proposal.landed_in == article_now().current


def test_other_words_than_proposed_settle_nothing(article: Article) -> None:
    claim = factories.claim(article, COST)
    changes.propose(to=claim, new="It cost 2.9 million crowns", reason="why", by=person("carl"))
    changes.propose(to=claim, new="", reason="cut it", by=person("carl"))
    text = ("cost 3.1 million crowns", "cost 2.7 million crowns")
    factories.revised(article, text, (SIXTH, "It cost 2.9 million crowns to look."))
    assert set(Change.objects.values_list("state", flat=True)) == {ChangeState.PROPOSED}


@pytest.mark.parametrize(
    ("new", "text"),
    [("cost 3.2", "cost 3.25 million"), ("3.2 million", "cost 43.2 million")],
)
def test_proposed_words_land_as_words_and_as_figures(article: Article, new: str, text: str) -> None:
    claim = factories.claim(article, "cost 3.1 million crowns")
    changes.propose(to=claim, new=new, reason="the table", by=person("carl"))
    factories.revised(article, ("cost 3.1 million", text))
    assert Change.objects.get().state == ChangeState.PROPOSED
