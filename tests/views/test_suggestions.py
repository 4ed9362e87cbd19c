"""What people do to suggestions, and to sentences that hold nothing to check."""

import pytest
from django.urls import reverse

from claims.enums import Decision, SuggestionKind, Worth
from claims.models import Article, Claim, NothingToCheck, Statement, Suggestion
from tests import factories
from tests.people import person

from .pages import Parts, find, last_deed, look, page, place, press, signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return factories.article()


def fresh(suggestion: Suggestion) -> Suggestion:
    return Suggestion.objects.get(pk=suggestion.pk)


def pending(article: Article, kind: SuggestionKind) -> list[Suggestion]:
    return list(article.suggestions.pending().filter(kind=kind))


def own_voice(article: Article) -> Suggestion:
    """Return the first suggested claim that stands in no suggested statement."""
    return next(s for s in pending(article, SuggestionKind.CLAIM) if s.inside is None)


def test_the_story_of_the_tests_holds_what_these_tests_need(article: Article) -> None:
    found = pending(article, SuggestionKind.CLAIM)
    assert len(found) >= 3
    assert len(pending(article, SuggestionKind.STATEMENT)) >= 2
    assert any(s.inside for s in found)


def test_a_panel_says_why_it_is_suggested_and_never_a_score(article: Article) -> None:
    suggestion = own_voice(article)
    panel = Parts(look(signed_in("carl"), suggestion.get_absolute_url())).panel
    assert suggestion.words in words(panel)
    assert ", ".join(suggestion.reasons) in words(panel)
    assert suggestion.get_worth_display() in words(panel)
    assert "0." not in words(panel)


def test_accepting_makes_a_claim_and_shows_it(article: Article) -> None:
    suggestion = own_voice(article)
    client = signed_in("carl")
    answer = press(
        client, place("suggestion-acceptance", suggestion), at=suggestion.get_absolute_url()
    )
    claim = Claim.objects.get()
    assert answer.status_code == 200
    assert answer["HX-Push-Url"] == claim.get_absolute_url()
    parts = Parts(answer)
    assert parts.panel.get("data-mark") == str(claim.uid)
    (block,) = parts.blocks.values()
    assert find(block, "mark", data_mark=str(claim.uid))
    assert not find(block, "mark", data_mark=str(suggestion.uid))
    assert fresh(suggestion).decision == Decision.ACCEPTED
    undone = press(client, parts.undo, at=claim.get_absolute_url())
    assert undone["HX-Push-Url"] == suggestion.get_absolute_url()
    assert fresh(suggestion).decision == Decision.PENDING
    (block,) = Parts(undone).blocks.values()
    assert find(block, "mark", data_mark=str(suggestion.uid))
    assert not find(block, "mark", data_mark=str(claim.uid))


def test_accepting_works_without_a_script(article: Article) -> None:
    suggestion = own_voice(article)
    answer = signed_in("carl").post(place("suggestion-acceptance", suggestion))
    assert answer.status_code == 302
    assert answer["Location"] == Claim.objects.get().get_absolute_url()


def test_a_claim_inside_a_statement_brings_it_along(article: Article) -> None:
    suggestion = next(s for s in pending(article, SuggestionKind.CLAIM) if s.inside)
    client = signed_in("carl")
    panel = Parts(look(client, suggestion.get_absolute_url())).panel
    assert "accepting the claim takes the statement along" in words(panel)
    answer = press(client, place("suggestion-acceptance", suggestion))
    claim, statement = Claim.objects.get(), Statement.objects.get()
    assert claim.statement == statement
    marked = {
        mark.get("data-mark")
        for block in Parts(answer).blocks.values()
        for mark in find(block, "mark")
    }
    assert {str(claim.uid), str(statement.uid)} <= marked


def test_the_speaker_is_corrected_while_accepting(article: Article) -> None:
    suggestion = factories.suggestion(article, SuggestionKind.STATEMENT)
    sent = {"speaker": "Ida Falk"}
    press(signed_in("carl"), place("suggestion-acceptance", suggestion), **sent)
    source = Statement.objects.get().source
    assert source is not None
    assert source.name == "Ida Falk"


def test_a_name_too_long_stays_typed(article: Article) -> None:
    suggestion = factories.suggestion(article, SuggestionKind.STATEMENT)
    sent = {"speaker": "x" * 201}
    answer = press(signed_in("carl"), place("suggestion-acceptance", suggestion), **sent)
    assert answer.status_code == 422
    (name,) = find(Parts(answer).panel, "input", name="speaker")
    assert name.get("value") == sent["speaker"]
    assert not Statement.objects.exists()


def test_dismissing_goes_on_to_the_next_one_and_can_be_undone(article: Article) -> None:
    first, second, *_ = pending(article, SuggestionKind.CLAIM)
    client = signed_in("carl")
    answer = press(client, place("suggestion-dismissal", first), at=first.get_absolute_url())
    assert answer.status_code == 200
    assert answer["HX-Push-Url"] == second.get_absolute_url()
    parts = Parts(answer)
    assert parts.panel.get("data-mark") == str(second.uid)
    assert parts.toast == "Dismissed."
    assert not [
        mark for b in parts.blocks.values() for mark in find(b, "mark", data_mark=str(first.uid))
    ]
    touched = {mark.get("data-mark") for b in parts.blocks.values() for mark in find(b, "mark")}
    assert str(second.uid) in touched
    undone = press(client, parts.undo, at=second.get_absolute_url())
    assert undone["HX-Push-Url"] == first.get_absolute_url()
    assert fresh(first).decision == Decision.PENDING


def test_dismissing_draws_anew_the_block_it_stood_in(article: Article) -> None:
    *_, last = pending(article, SuggestionKind.CLAIM)
    answer = press(signed_in("carl"), place("suggestion-dismissal", last))
    revision = article.current
    assert revision is not None
    blocks = revision.block_list
    (number,) = (n for n, b in enumerate(blocks) if b.start <= last.start < b.end)
    assert f"block-{number}" in Parts(answer).blocks


def test_dismissing_works_without_a_script(article: Article) -> None:
    first, second, *_ = pending(article, SuggestionKind.STATEMENT)
    answer = signed_in("carl").post(place("suggestion-dismissal", first))
    assert answer["Location"] == second.get_absolute_url()
    assert fresh(first).decision == Decision.DISMISSED


def test_dismissing_the_last_one_stays_with_it(article: Article) -> None:
    only, *rest = pending(article, SuggestionKind.CLAIM)
    Suggestion.objects.filter(pk__in=[s.pk for s in rest]).delete()
    answer = press(
        signed_in("carl"), place("suggestion-dismissal", only), at=only.get_absolute_url()
    )
    assert "HX-Push-Url" not in answer
    panel = Parts(answer).panel
    assert panel.get("data-mark") == str(only.uid)
    assert "Dismissed" in words(panel)


def test_what_was_accepted_is_not_dismissed(article: Article) -> None:
    suggestion = own_voice(article)
    client = signed_in("carl")
    press(client, place("suggestion-acceptance", suggestion))
    answer = press(client, place("suggestion-dismissal", suggestion))
    assert answer.status_code == 403
    assert "Retire the claim or statement instead." in words(Parts(answer).panel)


def test_accepting_twice_makes_one_claim(article: Article) -> None:
    suggestion = own_voice(article)
    client = signed_in("carl")
    for _ in range(2):
        press(client, place("suggestion-acceptance", suggestion))
    assert Claim.objects.count() == 1


# --- with an answer at once -----------------------------------------------------------------------


def test_a_verdict_accepts_too_and_one_undo_takes_both_back(article: Article) -> None:
    suggestion = own_voice(article)
    client, address = signed_in("carl"), place("suggestion-acceptance", suggestion)
    panel = Parts(look(client, suggestion.get_absolute_url())).panel
    assert [button.get("data-hotkey") for button in find(panel, "button", name="verdict")] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
    ]
    for _ in range(2):  # a double press changes nothing more
        answer = press(client, address, verdict="inaccurate")
    claim = Claim.objects.get()
    assert (claim.verdict, claim.state, claim.version) == ("inaccurate", "checking", 2)
    assert claim.verdict_by == person("carl")
    parts = Parts(answer)
    assert parts.toast == "Accepted. Saved: claim 1, Inaccurate."
    assert parts.panel.get("data-mark") == str(claim.uid)
    assert last_deed(claim).kind == "verdict.set"
    assert "claim.raised" not in words(parts.panel)
    undone = press(client, parts.undo, at=claim.get_absolute_url())
    assert undone["HX-Push-Url"] == suggestion.get_absolute_url()
    claim.refresh_from_db()
    assert (claim.verdict, bool(claim.retired_at)) == ("", True)
    assert fresh(suggestion).decision == Decision.PENDING


def test_was_it_said_is_answered_while_accepting_without_a_script_too(article: Article) -> None:
    suggestion = factories.suggestion(article, SuggestionKind.STATEMENT)
    client = signed_in("carl")
    sent = {"said": "altered", "speaker": "Ida Falk"}
    answer = client.post(place("suggestion-acceptance", suggestion), sent)
    statement = Statement.objects.get()
    assert answer["Location"] == statement.get_absolute_url()
    assert (statement.said, str(statement.source)) == ("altered", "Ida Falk")
    panel = Parts(look(client, statement.get_absolute_url())).panel
    (undo,) = [form for form in find(panel, "form") if "/undo/" in str(form.get("action"))]
    client.post(undo.get("action"))
    statement.refresh_from_db()
    assert (statement.said, bool(statement.retired_at)) == ("", True)
    assert fresh(suggestion).decision == Decision.PENDING


def test_what_a_colleague_found_meanwhile_is_not_judged_over(article: Article) -> None:
    suggestion = own_voice(article)
    address = place("suggestion-acceptance", suggestion)
    press(signed_in("cleo"), address, verdict="inaccurate")
    answer = press(signed_in("carl"), address, verdict="verified")
    assert answer.status_code == 422
    panel = Parts(answer).panel
    assert "This is answered already: Inaccurate." in words(panel)
    claim = Claim.objects.get()
    assert find(panel, "a", href=claim.get_absolute_url())
    assert (claim.verdict, claim.verdict_by) == ("inaccurate", person("cleo"))


@pytest.mark.parametrize("sent", [{"verdict": "splendid"}, {"said": "verbatim"}])
def test_an_answer_to_another_question_makes_nothing(
    article: Article, sent: dict[str, str]
) -> None:
    suggestion = own_voice(article)
    answer = press(signed_in("carl"), place("suggestion-acceptance", suggestion), **sent)
    assert answer.status_code == 422
    assert not Claim.objects.exists()
    assert fresh(suggestion).decision == Decision.PENDING


# --- together -------------------------------------------------------------------------------------


@pytest.mark.parametrize("worth", list(Worth))
@pytest.mark.parametrize("scripted", [True, False])
def test_all_down_to_a_level_are_accepted_together(
    article: Article, worth: Worth, scripted: bool
) -> None:
    levels = list(Worth)[: list(Worth).index(worth) + 1]
    wanted = [s for s in pending(article, SuggestionKind.CLAIM) if s.worth in levels]
    address = reverse("suggestion-accept-all", args=[article.uid])
    client = signed_in("carl")
    if scripted:
        answer = press(client, address, at=article.get_absolute_url(), worth=worth)
        parts = Parts(answer)
        toast = parts.toast
        assert "HX-Push-Url" not in answer
        revision = article.current
        assert revision is not None
        assert len(parts.blocks) == len(revision.block_list)
    else:
        answer = client.post(address, {"worth": worth}, follow=True)
        assert answer.redirect_chain == [(article.get_absolute_url(), 302)]
        (said,) = find(page(answer).get_element_by_id("messages"), data_toast_text=True)
        toast = words(said)
    assert Claim.objects.count() == len(wanted)
    assert toast == f"{len(wanted)} claim{'s' * (len(wanted) != 1)} made."


def test_an_unknown_level_accepts_nothing(article: Article) -> None:
    address = reverse("suggestion-accept-all", args=[article.uid])
    answer = press(signed_in("carl"), address, worth="tremendous")
    assert answer.status_code == 422
    assert "tremendous is not one of the available choices" in words(Parts(answer).panel)
    assert not Claim.objects.exists()


# --- nothing to check here ------------------------------------------------------------------------


def test_nothing_here_is_kept_and_shown_and_goes_on(article: Article) -> None:
    suggestion = own_voice(article)
    address = reverse("nothing-here", args=[article.uid])
    answer = press(
        signed_in("carl"),
        address,
        at=suggestion.get_absolute_url(),
        start=suggestion.start,
        end=suggestion.end,
    )
    assert answer.status_code == 200
    kept = NothingToCheck.objects.get()
    assert kept.words == suggestion.words
    assert fresh(suggestion).decision == Decision.DISMISSED
    parts = Parts(answer)
    assert parts.toast == "Noted: nothing to check here."
    drawn = [mark for b in parts.blocks.values() for mark in find(b, "mark", data_kind="nothing")]
    assert [words(mark) for mark in drawn] == [" ".join(kept.words.split())]
    shown = Suggestion.objects.get(uid=parts.panel.get("data-mark"))
    assert shown in pending(article, SuggestionKind.CLAIM)
    assert answer["HX-Push-Url"] == shown.get_absolute_url()


def test_nothing_here_on_the_last_one_leads_back_to_the_article(article: Article) -> None:
    only, *rest = pending(article, SuggestionKind.CLAIM)
    Suggestion.objects.filter(pk__in=[s.pk for s in rest]).delete()
    address = reverse("nothing-here", args=[article.uid])
    sent = {"start": only.start, "end": only.end}
    answer = press(signed_in("carl"), address, at=only.get_absolute_url(), **sent)
    assert answer["HX-Push-Url"] == article.get_absolute_url()
    assert Parts(answer).panel.get("data-mark") is None


def test_nothing_here_works_without_a_script(article: Article) -> None:
    suggestion = own_voice(article)
    address = reverse("nothing-here", args=[article.uid])
    sent = {"start": suggestion.start, "end": suggestion.end}
    client = signed_in("carl")
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 302
    assert NothingToCheck.objects.count() == 1


def test_nothing_here_is_taken_back(article: Article) -> None:
    suggestion = own_voice(article)
    sent = {"start": suggestion.start, "end": suggestion.end}
    client, back = signed_in("carl"), reverse("something-here", args=[article.uid])
    client.post(reverse("nothing-here", args=[article.uid]), sent)
    answer = press(client, back, **sent)
    assert answer.status_code == 200
    assert not NothingToCheck.objects.exists()
    blocks = Parts(answer).blocks.values()
    assert blocks
    assert not [mark for block in blocks for mark in find(block, "mark", data_kind="nothing")]
    answer = press(client, back, **sent)
    assert answer.status_code == 422
    assert "This decision has been taken back already." in words(Parts(answer).panel)


@pytest.mark.parametrize("name", ["nothing-here", "something-here"])
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"start": 4},
        {"start": 9, "end": 3},
        {"start": 0, "end": 10**9},
        {"start": 10**40, "end": 10**41},
        {"start": -5, "end": 9},
        {"start": "x", "end": "y"},
    ],
)
def test_words_that_are_not_there_are_a_mistake(
    article: Article, name: str, sent: dict[str, int]
) -> None:
    address = reverse(name, args=[article.uid])
    answer = press(signed_in("carl"), address, **sent)
    assert answer.status_code == 422
    assert find(Parts(answer).panel, role="alert")
    assert not NothingToCheck.objects.exists()


def test_nothing_here_of_an_older_page_finds_its_words_in_the_new_draft(article: Article) -> None:
    row = factories.suggestion(article)
    sent = {"start": row.start, "end": row.end, "exact": row.words}
    factories.revised(article, text=f"News of the day\n\n{factories.STORY}")
    signed_in("carl").post(reverse("nothing-here", args=[article.uid]), sent)
    assert NothingToCheck.objects.get().words == row.words
