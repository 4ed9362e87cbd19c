"""Proposed wordings in the panel, and the list of an article that is handed over."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.enums import Action, Stance, Verdict, Visibility
from claims.models import Article, Change, Claim, Evidence, Statement
from claims.services import articles, changes, claims, verdicts
from tests import factories
from tests.people import person

from .pages import Parts, counted, find, page, place, press, signed_in, words

pytestmark = pytest.mark.django_db

OLD = "The repair cost 3.1 million crowns"
NEW = "The repair cost 2.9 million crowns"
QUOTE = "We will not open a day early."
WORDS = (OLD, "It was the sixth closure since April", "no one was hurt in the storm")
ASKED = {"new": NEW, "reason": "The table says 2.9."}
LIST_READS = 9


@pytest.fixture
def claim(article: Article) -> Claim:
    return factories.claim(article, OLD)


def proposed(to: Claim | Statement, new: str = NEW, by: str = "carl") -> Change:
    return changes.propose(to=to, new=new, reason="The table says 2.9.", by=person(by))


def url(article: Article, show: str = "") -> str:
    address = reverse("change-list", args=[article.uid])
    return f"{address}?show={show}" if show else address


def step(change: Change, name: str) -> str:
    return reverse("change-move", args=[change.uid, name])


def now(change: Change) -> Change:
    return Change.objects.get(pk=change.pk)


def panel_of(client: Client, thing: Claim | Statement) -> Any:
    return page(client.get(thing.get_absolute_url())).get_element_by_id("panel")


def rows(answer: Any) -> list[Any]:
    return find(page(answer), "li", class_="change")


def button(root: Any, label: str) -> Any:
    return next(b for b in find(root, "button") if words(b).startswith(label))


# --- proposing from the panel -------------------------------------------------------------------


def test_the_form_holds_the_words_as_they_stand(claim: Claim) -> None:
    panel = panel_of(signed_in("carl"), claim)
    (form,) = find(panel, "form", id=f"change-form-{claim.uid}")
    (new,) = find(form, "textarea", name="new")
    assert new.text_content() == OLD
    assert find(panel, "summary", data_hotkey="c")
    assert form.get("action") == place("claim-change", claim)


@pytest.mark.parametrize("kind", ["claim", "statement"])
def test_words_are_proposed_without_a_script(article: Article, kind: str) -> None:
    makers: Any = {"claim": factories.claim, "statement": factories.statement}
    thing = makers[kind](article, QUOTE)
    answer = signed_in("carl").post(place(f"{kind}-change", thing), ASKED, follow=True)
    assert answer.redirect_chain == [(thing.get_absolute_url(), 302)]
    change = Change.objects.get()
    assert (change.old, change.new, change.to) == (QUOTE, NEW, thing)
    assert "Proposed. The author or an editor decides." in words(page(answer))


def test_htmx_gets_the_panel_with_old_and_new_and_no_undo_of_something_else(claim: Claim) -> None:
    verdicts.note_finding(claim=claim, note="looked it up", by=person("carl"))
    answer = press(signed_in("carl"), place("claim-change", claim), **ASKED)
    parts = Parts(answer)
    (wording,) = find(parts.panel, "p", class_="wording")
    assert [words(e) for e in find(wording, "del")] == ["[out: 3.1]"]
    assert [words(e) for e in find(wording, "ins")] == ["[in: 2.9]"]
    assert "The table says 2.9." in words(parts.panel)
    assert find(parts.panel, class_="proposed")
    assert parts.toast.startswith("Proposed.")
    assert parts.undo == ""
    assert "1 proposed change to decide" in words(parts.beside_at("#side"))


def test_words_are_cut_on_purpose_only(claim: Claim) -> None:
    client, address = signed_in("carl"), place("claim-change", claim)
    answer = press(client, address, new=" ", reason="nobody knows")
    assert answer.status_code == 422
    assert "press “Cut these words”" in words(Parts(answer).panel)
    (why,) = find(Parts(answer).panel, "textarea", id=f"why-{claim.uid}")
    assert words(why) == "nobody knows"
    assert not Change.objects.exists()
    press(client, address, new=OLD, cut="yes", reason="nobody knows")
    assert Change.objects.get().new == ""


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"reason": " "}, 422, "Say why, so that the author can decide."),
        ({"new": OLD}, 422, "These are the words as they stand."),
        ({"new": "x" * 20_001}, 422, "at most 20000 characters"),
        ({"new": "a\x00b"}, 422, "Null characters"),
        ({"seen": "0"}, 409, "You changed it yourself in another window."),
    ],
)
def test_what_was_typed_survives_a_mistake_or_a_conflict(
    claim: Claim, sent: dict[str, str], status: int, sentence: str
) -> None:
    typed = {"new": "Other <b>words</b>", "reason": "because of “x”", **sent}
    answer = press(signed_in("carl"), place("claim-change", claim), **typed)
    assert answer.status_code == status
    panel = Parts(answer).panel
    assert sentence in words(find(panel, role="alert")[0])
    (form,) = find(panel, "form", id=f"change-form-{claim.uid}")
    (fold,) = [d for d in find(panel, "details") if form in list(d.iter())]
    assert fold.get("open") is not None
    assert find(form, "textarea", name="reason")[0].text_content() == typed["reason"]
    if "\x00" not in typed["new"]:
        assert find(form, "textarea", name="new")[0].text_content() == typed["new"]
    assert not Change.objects.exists()


def test_an_author_is_not_offered_to_propose(claim: Claim) -> None:
    panel = panel_of(signed_in("ada"), claim)
    assert not find(panel, "form", id=f"change-form-{claim.uid}")
    assert press(signed_in("ada"), place("claim-change", claim), **ASKED).status_code == 403


# --- the action after a bad verdict -----------------------------------------------------------


def bad(claim: Claim) -> Claim:
    factories.support(claim, stance=Stance.REFUTES)
    verdicts.set_verdict(claim=claim, verdict=Verdict.INACCURATE, by=person("carl"))
    claim.refresh_from_db()
    return claim


def test_a_bad_verdict_asks_at_once_what_the_article_should_do(claim: Claim) -> None:
    client = signed_in("carl")
    parts = Parts(press(client, place("claim-verdict", claim), verdict="inaccurate"))
    (ask,) = find(parts.panel, class_="ask")
    assert "Inaccurate: what should the article do?" in words(ask)
    keys = {str(e.get("data-hotkey")) for e in find(ask, data_hotkey=True)}
    assert keys == {"c", "f", "x", "g", "o"}
    assert len(find(parts.panel, "form", id=f"change-form-{claim.uid}")) == 1


@pytest.mark.parametrize("action", [a for a in Action if a not in (Action.KEEP, Action.CHANGE)])
def test_one_click_answers_it(claim: Claim, action: Action) -> None:
    client, address = signed_in("carl"), reverse("claim-action", args=[bad(claim).article.uid, 1])
    (ask,) = find(panel_of(client, claim), class_="ask")
    (pressed,) = find(ask, "button", name="action", value=action.value)
    answer = press(client, address, seen=claim.version, action=pressed.get("value"))
    assert answer.status_code == 200
    claim.refresh_from_db()
    assert claim.action == action
    panel = Parts(answer).panel
    assert not find(panel, class_="ask")
    assert f"What the article should do: {action.label}" in words(panel)
    press(client, Parts(answer).undo)
    claim.refresh_from_db()
    assert claim.action == Action.KEEP


def test_who_may_not_mark_is_only_told(claim: Claim) -> None:
    panel = panel_of(signed_in("ada"), bad(claim))
    assert not find(panel, class_="ask")
    assert "Nobody has said yet what the article should do" in words(panel)


def test_a_proposal_answers_it_too(claim: Claim) -> None:
    parts = Parts(press(signed_in("carl"), place("claim-change", bad(claim)), **ASKED))
    assert not find(parts.panel, class_="ask")
    assert "What the article should do: Change" in words(parts.panel)
    assert "not proposed yet" not in words(parts.panel)


def test_an_action_without_words_for_it_says_so(claim: Claim) -> None:
    claims.edit_claim(claim=bad(claim), action=Action.CUT, by=person("carl"))
    assert "not proposed yet" in words(panel_of(signed_in("carl"), claim))


# --- deciding in the panel ------------------------------------------------------------------------


def test_an_editor_decides_in_the_panel(claim: Claim) -> None:
    change = proposed(claim)
    client = signed_in("edda")
    answer = press(client, step(change, "refusal"), where="panel", seen=change.version)
    assert answer.status_code == 422
    assert "Say in a word why it is declined." in words(Parts(answer).panel)
    answer = press(client, step(change, "refusal"), where="panel", note="it was 3.1 then")
    assert Parts(answer).toast == "Declined."
    assert "Declined by Edda Editor" in words(Parts(answer).panel)
    assert "it was 3.1 then" in words(Parts(answer).panel)


def test_others_see_the_sentence_beside_the_disabled_buttons(claim: Claim) -> None:
    change = proposed(claim)
    panel = panel_of(signed_in("cleo"), claim)
    (form,) = find(panel, "form", id=f"decide-{change.uid}")
    for label in ("Accept", "Decline"):
        assert button(form, label).get("disabled") is not None
        told = panel.get_element_by_id(button(form, label).get("aria-describedby"))
        assert words(told) == "The article's author or an editor decides."
    assert not [b for b in find(form, "button") if words(b) == "Withdraw"]
    answer = press(signed_in("cleo"), step(change, "acceptance"), where="panel")
    assert answer.status_code == 403
    assert "The article's author or an editor decides." in words(Parts(answer).panel)


def test_who_proposed_it_takes_it_back_in_the_panel(claim: Claim) -> None:
    change = proposed(claim)
    client = signed_in("carl")
    assert button(panel_of(client, claim), "Withdraw") is not None
    parts = Parts(press(client, step(change, "withdrawal"), where="panel"))
    assert parts.toast == "Withdrawn."
    assert now(change).state == "withdrawn"


def test_a_conflict_in_the_panel_tells_who_decided_and_keeps_the_word(claim: Claim) -> None:
    change = proposed(claim)
    changes.accept(proposal=change, by=person("ada"))
    sent = {"where": "panel", "seen": change.version, "note": "not now"}
    answer = press(signed_in("edda"), step(change, "refusal"), **sent)
    assert answer.status_code == 409
    panel = Parts(answer).panel
    assert "Ada Author accepted the proposed words" in words(find(panel, role="alert")[0])
    assert find(panel, "textarea", id=f"note-{change.uid}")[0].text_content() == "not now"


# --- the list -------------------------------------------------------------------------------------


def test_an_author_works_through_the_list_without_the_workspace(claim: Claim) -> None:
    client = signed_in("ada")
    first, second = proposed(claim), proposed(claim, new="")
    assert f"{url(claim.article)}?show=proposed" in client.get("/").content.decode()
    answer = client.get(url(claim.article))
    assert len(rows(answer)) == 2
    sent = {"where": "list", "seen": first.version, "note": "Right."}
    answer = client.post(step(first, "acceptance"), sent, follow=True)
    assert answer.redirect_chain == [(f"{url(claim.article, 'all')}#change-{first.uid}", 302)]
    assert "Accepted. It waits to be put into the text." in words(page(answer))
    assert now(first).decision_note == "Right."
    answer = client.post(step(second, "refusal"), {"where": "list", "show": "proposed"})
    assert answer.status_code == 422
    (row,) = rows(answer)
    assert "Say in a word why it is declined." in words(row)


def test_a_row_shows_what_one_needs_to_decide(claim: Claim) -> None:
    factories.checked(claim)
    proposed(claim)
    (row,) = rows(signed_in("ada").get(url(claim.article)))
    told = words(row)
    for wanted in (
        "Claim 1",
        "Verified to review",
        "[out: 3.1] [in: 2.9]",
        "The table says 2.9.",
        "Evidence: example.org/a",
        "Proposed by Carl Checker",
        "To decide",
    ):
        assert wanted in told, wanted
    assert find(row, "a", href=claim.get_absolute_url())


def test_htmx_swaps_only_that_row_and_the_counts(claim: Claim) -> None:
    change, other = proposed(claim), proposed(claim, new="")
    answer = press(signed_in("ada"), step(change, "acceptance"), seen=change.version, show="all")
    root = page(answer)
    (row,) = find(root, "li", class_="change")
    assert row.get("id") == f"change-{change.uid}"
    assert "Accepted, not in the text yet" in words(row)
    assert find(row, "a", autofocus=True)  # so that the next key goes on from here
    (filters,) = find(root, hx_swap_oob="innerHTML:#change-filters")
    assert words(filters).startswith("All 2 To decide 1 Accepted, not in the text 1")
    assert str(other.uid) not in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "sent", "status", "sentence"),
    [
        ("ada", {}, 422, "Say in a word why it is declined."),
        ("ada", {"note": "x" * 2001}, 422, "at most 2000 characters"),
        ("ada", {"note": "too late", "seen": "0"}, 409, "Somebody decided in the meantime"),
        ("carl", {"note": "mine"}, 403, "The article's author or an editor decides."),
    ],
)
def test_a_row_keeps_the_word_that_was_not_saved(
    claim: Claim, who: str, sent: dict[str, str], status: int, sentence: str
) -> None:
    change = proposed(claim)
    answer = press(signed_in(who), step(change, "refusal"), show="all", **sent)
    assert answer.status_code == status
    (row,) = find(page(answer), "li", class_="change")
    assert sentence in words(find(row, role="alert")[0])
    for note in find(row, "textarea", name="note"):
        assert note.text_content() == sent.get("note", "")
    assert now(change).state == "proposed"


@pytest.mark.parametrize("name", ["deletion", "accept", "proposal"])
def test_other_steps_are_not_there(claim: Claim, name: str) -> None:
    assert press(signed_in("edda"), step(proposed(claim), name)).status_code == 404


def test_a_change_in_an_article_one_may_not_read_is_not_there(claim: Claim) -> None:
    change = proposed(claim)
    Article.objects.filter(pk=claim.article_id).update(visibility=Visibility.NAMED)
    client = signed_in("edda")
    assert client.get(url(claim.article)).status_code == 404
    assert press(client, step(change, "acceptance")).status_code == 404
    assert now(change).state == "proposed"


def test_hidden_evidence_is_not_named_on_the_list(claim: Claim) -> None:
    hidden = factories.support(claim, url="https://example.org/secret").evidence
    Evidence.objects.filter(pk=hidden.pk).update(visibility=Visibility.NAMED)
    proposed(claim)
    assert b"secret" not in signed_in("ada").get(url(claim.article)).content


@pytest.mark.parametrize("show", ["", "proposed", "outstanding", "declined"])
def test_an_empty_list_says_what_comes_next(claim: Claim, show: str) -> None:
    answer = signed_in("ada").get(url(claim.article, show))
    assert find(page(answer), class_="empty")
    assert not rows(answer)


def test_what_is_decided_may_be_decided_again_until_the_text_holds_it(claim: Claim) -> None:
    change = proposed(claim)
    changes.accept(proposal=change, by=person("ada"))
    (row,) = rows(signed_in("edda").get(url(claim.article)))
    (fold,) = [d for d in find(row, "details") if words(d).startswith("Decide again")]
    assert [words(b)[:7] for b in find(fold, "button")] == ["Decline"]
    Change.objects.filter(pk=change.pk).update(landed_in=claim.article.current)
    (row,) = rows(signed_in("edda").get(url(claim.article)))
    assert "In the text since revision 1" in words(row)
    assert not find(row, "button")


def test_words_of_people_are_never_markup(claim: Claim) -> None:
    changes.propose(to=claim, new="<script>x</script>", reason="<b>y</b>", by=person("carl"))
    shown = signed_in("ada").get(url(claim.article)).content.decode()
    assert "<script>x" not in shown
    assert "<b>y" not in shown


@pytest.mark.parametrize("named", [False, True])
def test_the_list_takes_the_same_few_reads_for_one_change_as_for_three(
    article: Article, named: bool
) -> None:
    if named:
        articles.edit_article(article=article, visibility=Visibility.NAMED, by=person("edda"))
    client = signed_in("carl")
    found = []
    for size, part in enumerate(WORDS, start=1):
        claim = factories.claim(article, part)
        factories.support(claim, url=f"https://example.org/{size}")
        proposed(claim)
        client.get(url(article))
        with counted() as queries:
            answer = client.get(url(article))
        found.append((len(rows(answer)), len(queries)))
    more = 1 if named else 0  # whether one may read it
    assert found == [(size, LIST_READS + more) for size in (1, 2, 3)]


def test_the_workspace_leads_to_the_list_with_its_counts(claim: Claim) -> None:
    change = proposed(claim)
    client = signed_in("edda")
    shown = page(client.get(claim.article.get_absolute_url()))
    (link,) = find(shown, "a", href=url(claim.article, "proposed"))
    assert words(link) == "1 proposed change to decide"
    changes.accept(proposal=change, by=person("ada"))
    shown = page(client.get(claim.article.get_absolute_url()))
    assert not find(shown, "a", href=url(claim.article, "proposed"))
    (link,) = find(shown, "a", href=url(claim.article, "outstanding"))
    assert words(link) == "1 accepted change not in the text"
    assert find(shown, "a", href=url(claim.article))


def test_a_signed_out_reader_sees_nothing(claim: Claim) -> None:
    proposed(claim)
    answer = Client().get(url(claim.article))
    assert answer["Location"].startswith("/accounts/login/")
