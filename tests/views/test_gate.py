"""The page "Can it run?": true counts, exact lists, overrides with and without script, settings."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.enums import GateLevel, Health, PubStatus, Risk, Stage, Verdict, Visibility
from claims.models import Article, AuditEvent, Override, User
from claims.queries.gate import Gate, levels
from claims.queries.gate_conditions import CONDITIONS
from claims.queries.queue_asking import asked
from claims.queries.queue_conditions import Viewer, matching
from claims.services import (
    articles,
    changes,
    claims,
    gate,
    queries,
    statements,
    verdicts,
)
from tests import factories
from tests.people import person
from tests.signed import COST, EARLY, HURT, SIXTH, fresh, let_pass, ready

from .pages import HTMX, counted, find, page, press, signed_in, words

pytestmark = pytest.mark.django_db
POSTS = "Every one of the 40 mooring posts has been replaced"
OPEN = "open_claims"
CRANE = "A crane fell on the quay"
MORE = f"\nThe mayor said TK on Monday.\n\nThe port lost 412 million crowns in 2019.\n\n{CRANE}.\n"


def address(article: Article, name: str = "gate", *args: str) -> str:
    return reverse(name, args=[article.uid, *args])


def busy(**about: Any) -> Article:
    """An article with something under every condition, and with much that is over and done."""
    article = factories.article(text=factories.STORY + MORE)
    carl, edda = person("carl"), person("edda")
    article.authors.add(person("ada"))
    claim = factories.claim(article, SIXTH, risk=Risk.HIGH)
    factories.checked(factories.claim(article, COST, risk=Risk.HIGH))
    bad, worse = factories.claim(article, HURT), factories.claim(article, POSTS)
    for one in (bad, worse):
        verdicts.set_verdict(claim=one, verdict=Verdict.MISLEADING, by=carl)
    heard, unheard = factories.statement(article, EARLY), factories.statement(article, POSTS)
    statements.answer_said(statement=heard, said="verbatim", by=carl)
    altered = factories.statement(article, "across the sound will reopen on Monday")
    statements.answer_said(statement=altered, said="altered", by=carl)
    queries.ask(on=claim, text="Since when?", by=carl)
    queries.ask(on=unheard, text="Who heard that?", by=carl, to_user=person("ada"))
    over = queries.ask(on=claim, text="Really?", by=carl)
    queries.resolve(query=over, by=carl)
    changes.propose(to=heard, new="We may.", reason="softer", by=carl)
    declined = changes.propose(to=bad, new="Nobody was.", reason="shorter", by=carl)
    changes.decline(proposal=declined, note="no", by=edda)
    accepted = changes.propose(to=claim, new="The fifth.", reason="miscounted", by=carl)
    changes.accept(proposal=accepted, by=edda)
    gone = factories.claim(article, "about a third more than planned", risk=Risk.HIGH)
    queries.ask(on=gone, text="Than planned when?", by=carl)
    changes.propose(to=gone, new="", reason="cut it", by=carl)
    claims.retire_claim(claim=gone, reason="doubled", by=carl)
    factories.lost(claim)
    factories.lost(unheard, Health.PASSAGE_GONE)
    factories.lost(bad, Health.MOVED)
    factories.criticism(claim)
    factories.attempt(factories.criticism(bad), answer="Nobody was.")
    factories.approved(factories.claim(article, CRANE))
    factories.revised(article, (CRANE, "All is well again, as the town has it"))
    tomorrow = timezone.now() + timedelta(days=1)
    held: dict[str, Any] = {"pub_status": PubStatus.WITHHELD, "embargo_until": tomorrow}
    held["desk"] = factories.desk("City", origins_asked=2)
    Article.objects.filter(pk=article.pk).update(**(held | about))
    return fresh(article)


def archived() -> Article:
    article = busy()
    articles.archive_article(article=article, by=person("edda"))
    return fresh(article)


def for_named_people() -> Article:
    article = busy(visibility=Visibility.NAMED)
    article.readers.add(person("rita"), person("edda"))
    return article


ARTICLES: dict[str, Callable[[], Article]] = {
    "at work": busy,
    "incoming": lambda: busy(stage=Stage.INCOMING),
    "cleared": lambda: busy(stage=Stage.CLEARED),
    "killed": lambda: busy(stage=Stage.KILLED),
    "archived": archived,
    "named people only": for_named_people,
    "ready": ready,
}


def rows_behind(client: Client, url: str) -> int:
    """Count the rows of the list at ``url`` as a reader does, page after page."""
    total = 0
    while url:
        answer = client.get(url, follow=True)
        assert answer.status_code == 200, url
        root = page(answer)
        total += len(find(root, data_walk_row=True)) + len(find(root, class_="gate__item"))
        following = find(root, "a", rel="next")
        base = answer.request["PATH_INFO"]
        url = f"{base}?{following[0].get('href').partition('?')[2]}" if following else ""
    return total


def rows_queued(user: User, url: str) -> int:
    """Count the rows of a list of the queue as its page finds them."""
    filters = asked(QueryDict(url.partition("?")[2]), user).filters
    return matching(filters, Viewer.of(user)).count()


def counts_on(client: Client, article: Article) -> dict[str, tuple[int, str]]:
    """Read each condition's count and link off the page, those at zero too."""
    root = page(client.get(address(article)))
    found = {}
    for row in find(root, class_="gate__line"):
        (count,), (name,) = find(row, class_="gate__count"), find(row, class_="gate__name")
        link = find(name, "a")[0].get("href")
        found[str(row.get("id")).removeprefix("gate-")] = (int(words(count)), str(link))
    labels = {str(condition.label): condition.key for condition in CONDITIONS}
    (done,) = find(root, class_="gate__done") or [None]
    for item in find(done, "li") if done is not None else []:
        link = find(item, "a")[0]
        found[labels[words(link)]] = (0, str(link.get("href")))
    return found


@pytest.mark.parametrize("which", ARTICLES)
def test_every_count_is_the_number_of_rows_behind_its_link_whoever_looks(which: str) -> None:
    article = ARTICLES[which]()
    lines = {line.condition.key: line.count for line in Gate(article).lines}
    assert lines.keys() == {condition.key for condition in CONDITIONS}
    everybody = which in ("at work", "named people only")
    names = ("ada", "carl", "rita", "edda", "adam") if everybody else ("ada", "carl")
    readers = [name for name in names if reads(name, article)]
    assert "carl" in readers
    for name in readers:
        client = signed_in(name)
        shown = counts_on(client, article)
        assert {key: count for key, (count, _) in shown.items()} == lines, name
        for key, (count, link) in shown.items():
            if "/gate/" in link and which != "at work" and name != readers[0]:
                continue  # that page says the same to whoever may read the article
            whole = which == "at work" and name in ("ada", "carl")
            paged = whole or not link.startswith(reverse("queue"))
            rows = rows_behind(client, link) if paged else rows_queued(person(name), link)
            assert rows == count, (name, key, link)


def reads(name: str, article: Article) -> bool:
    return Article.objects.visible_to(person(name)).filter(pk=article.pk).exists()


def test_the_articles_of_that_test_have_something_under_every_condition() -> None:
    lines = Gate(busy()).lines
    assert [line.condition.key for line in lines if not line.count] == []


def test_a_list_longer_than_a_page_has_as_many_rows_as_the_gate_counts() -> None:
    sentences = [f"The town spent {n} million crowns on bridge {n}." for n in range(101, 157)]
    article = factories.article(text="Bridges\n\n" + "\n\n".join(sentences))
    for sentence in sentences:
        factories.claim(article, sentence)
    client = signed_in("carl")
    count, link = counts_on(client, article)[OPEN]
    assert (count, rows_behind(client, link)) == (56, 56)


# --- the page -------------------------------------------------------------------------------------


def test_the_answer_stands_on_top_in_a_word() -> None:
    client = signed_in("carl")
    (word,) = find(page(client.get(address(busy()))), class_="gate__word")
    assert words(word) == "Not yet."
    (word,) = find(page(client.get(address(ready()))), class_="gate__word")
    assert words(word) == "Yes, it can run."


def test_an_override_shows_who_let_what_pass_why_and_what_came_since() -> None:
    article = busy()
    let_pass(article, OPEN, "The page is closing.\nAnd the desk has read it.")
    later = factories.claim(article, "on Monday, 12 days after")
    root = page(signed_in("carl").get(address(article)))
    (row,) = find(root, id=f"gate-{OPEN}")
    text = words(row)
    assert "Edda Editor let 3 pass" in text
    assert "The page is closing." in text
    assert "1 came since:" in text
    assert [a.get("href") for a in find(row, "a")][1:] == [later.get_absolute_url()]
    assert find(row, "form") == []  # a checker has no business here


def test_a_condition_that_another_page_lists_leads_there_and_an_unknown_one_nowhere() -> None:
    article, client = busy(), signed_in("carl")
    answer = client.get(address(article, "gate-list", OPEN))
    assert (answer.status_code, "/queue/" in answer["Location"]) == (302, True)
    assert client.get(address(article, "gate-list", "nonsense")).status_code == 404
    for key in ("placeholders", "unlooked"):
        (title,) = find(page(client.get(address(article, "gate-list", key))), "h1")
        assert words(title)


def test_a_list_with_nothing_in_it_says_so() -> None:
    answer = signed_in("carl").get(address(ready(), "gate-list", "placeholders"))
    assert "This is not in the article" in answer.content.decode()


def test_words_of_the_article_are_never_taken_for_markup() -> None:
    text = "Head\n\nThe mayor said <script>alert(1)</script> TK yesterday, 40 people heard."
    article = factories.article(text=text)
    answer = signed_in("carl").get(address(article, "gate-list", "placeholders"))
    assert b"<script>alert" not in answer.content
    let_pass(article, "placeholders", "<b>So</b>")
    assert b"<b>So" not in signed_in("carl").get(address(article)).content


@pytest.mark.parametrize("claims_there", [1, 3])
def test_the_page_is_read_in_a_fixed_number_of_statements(claims_there: int) -> None:
    article = factories.article()
    for sentence in (SIXTH, COST, HURT)[:claims_there]:
        factories.claim(article, sentence)
    client = signed_in("edda")
    client.get(address(article))
    with counted() as reads:
        client.get(address(article))
    assert len(reads) == 28


# --- overrides ------------------------------------------------------------------------------------


def seen(client: Client, article: Article, key: str = OPEN) -> str:
    (row,) = find(page(client.get(address(article))), id=f"gate-{key}")
    return str(find(row, "input", name="seen")[0].get("value"))


def test_an_editor_lets_pass_without_script_and_takes_it_back() -> None:
    article, client = busy(), signed_in("edda")
    data = {"reason": "Read by the desk.", "seen": seen(client, article)}
    answer = client.post(address(article, "gate-override", OPEN), data)
    assert answer["Location"] == address(article)
    assert Override.objects.get().reason == "Read by the desk."
    answer = client.post(address(article, "gate-override-end", OPEN))
    assert answer["Location"] == address(article)
    assert not Override.objects.standing().exists()
    client.post(address(article, "gate-override-end", OPEN))  # pressed twice
    assert AuditEvent.objects.filter(kind="gate.override_withdrawn").count() == 1


def test_with_script_only_the_gate_comes_back_and_says_what_was_done() -> None:
    article, client = busy(), signed_in("edda")
    data = {"reason": "So.", "seen": seen(client, article)}
    answer = press(client, address(article, "gate-override", OPEN), **data)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "<html" not in text
    assert text.lstrip().startswith('<div id="gate"')
    assert 'hx-swap-oob="innerHTML:#messages"' in text
    assert "Let pass by an editor" in text


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("who", "reason", "status", "sentence"),
    [
        ("edda", "  ", 422, "Say why the article may run all the same."),
        ("carl", "I typed a lot here", 403, "Only an editor lets an article pass all the same."),
        ("edda", "I typed \x00 here", 422, "broken characters"),
    ],
)
def test_a_refusal_is_told_in_place(
    who: str, reason: str, status: int, sentence: str, script: bool
) -> None:
    article, client = busy(), signed_in(who)
    headers = HTMX if script else {}
    url = address(article, "gate-override", OPEN)
    answer = client.post(url, {"reason": reason}, headers=headers)
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert not Override.objects.exists()


@pytest.mark.parametrize("script", [True, False])
def test_what_came_in_meanwhile_is_told_and_the_reason_stays_in_its_field(script: bool) -> None:
    article, client = busy(), signed_in("edda")
    data = {"reason": "I typed a lot here", "seen": seen(client, article)}
    factories.claim(article, "on Monday, 12 days after")
    headers = HTMX if script else {}
    answer = client.post(address(article, "gate-override", OPEN), data, headers=headers)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Something else is in the way by now." in text
    assert "I typed a lot here" in text
    root = page(answer)
    (row,) = find(root, id=f"gate-{OPEN}")
    (fold,) = find(row, "details")
    assert fold.get("open") is not None
    data["seen"] = str(find(row, "input", name="seen")[0].get("value"))
    assert client.post(address(article, "gate-override", OPEN), data).status_code == 302


def test_the_sentence_stands_there_for_who_may_not_override() -> None:
    article = busy()
    root = page(signed_in("rita").get(address(article)))
    assert "Only an editor lets an article pass all the same." in words(root)
    assert find(root, "textarea") == []


# --- an article's life, and the ways here ---------------------------------------------------------


def test_the_stage_form_says_what_keeps_an_article_from_being_cleared() -> None:
    article = busy(stage=Stage.IN_CHECK)
    root = page(signed_in("edda").get(address(article, "article-edit")))
    (button,) = find(root, "button", name="stage", value="cleared")
    assert button.get("disabled") is not None
    assert "Cleared: Still in the way: withheld or cancelled by the agency: 1; claims" in words(
        root
    )
    assert "; claims still to check: 3;" in words(root)
    url = address(article, "article-stage")
    answer = signed_in("edda").post(url, {"stage": "cleared"})
    assert answer.status_code == 403
    assert "Still in the way" in answer.content.decode()


def test_the_gate_is_asked_in_the_stage_form_only_for_who_may_clear() -> None:
    article = busy(stage=Stage.IN_CHECK)
    reads = {}
    for name in ("carl", "edda"):
        client = signed_in(name)
        client.get(address(article, "article-edit"))
        with counted() as queries_made:
            client.get(address(article, "article-edit"))
        reads[name] = len(queries_made)
    assert reads["edda"] - reads["carl"] == 25


def test_the_workspace_leads_to_the_gate() -> None:
    article = busy()
    root = page(signed_in("ada").get(article.get_absolute_url()))
    assert find(root, "a", href=address(article))


# --- what blocks ----------------------------------------------------------------------------------


def choices(**changed: str) -> dict[str, str]:
    """The settings form as it stands, with ``changed`` in it."""
    now = {key: str(level) for key, level in levels().items()}
    return {**{f"seen-{key}": level for key, level in now.items()}, **now, **changed}


def test_an_editor_sets_what_blocks_in_one_form() -> None:
    client, url = signed_in("edda"), reverse("gate-settings")
    answer = client.get(url)
    assert "Usually: warns." in answer.content.decode()
    assert client.post(url, choices(open_claims="warning", unlooked="off"))["Location"] == url
    assert levels()[OPEN] == GateLevel.WARNING
    assert AuditEvent.objects.filter(kind="gate.level_set").count() == 2
    root = page(client.get(url))
    chosen = [i for i in find(root, "input", name=OPEN) if i.get("checked") is not None]
    assert [i.get("value") for i in chosen] == ["warning"]


def test_nonsense_in_one_field_saves_none_and_keeps_the_others_choices() -> None:
    client, url = signed_in("edda"), reverse("gate-settings")
    answer = client.post(url, choices(open_claims="off", unlooked="nonsense"))
    assert answer.status_code == 422
    assert levels()[OPEN] == GateLevel.BLOCKER
    chosen = [i for i in find(page(answer), "input", name=OPEN) if i.get("checked") is not None]
    assert [i.get("value") for i in chosen] == ["off"]
    assert client.post(url, {}).status_code == 422


def test_two_editors_at_the_settings_do_not_undo_each_other() -> None:
    client, url = signed_in("edda"), reverse("gate-settings")
    before = choices(open_claims="off", unlooked="off")
    gate.set_level(condition="placeholders", level="warning", by=person("edda"))
    gate.set_level(condition=OPEN, level="warning", by=person("edda"))
    answer = client.post(url, before)
    assert answer.status_code == 422
    assert "Somebody else set “Claims still to check” in the meantime" in answer.content.decode()
    assert levels()["unlooked"] == GateLevel.WARNING
    root = page(answer)  # the page knows by now: pressing again saves it
    again = {str(i.get("name")): str(i.get("value")) for i in find(root, "input", type="hidden")}
    wanted = {
        str(i.get("name")): str(i.get("value"))
        for i in find(root, "input", type="radio")
        if i.get("checked") is not None
    }
    assert client.post(url, again | wanted).status_code == 302
    assert levels()[OPEN] == GateLevel.OFF


def test_the_account_menu_leads_editors_to_the_settings_and_nobody_else() -> None:
    url = reverse("gate-settings")
    for name, there in (("edda", True), ("carl", False), ("adam", False)):
        answer: HttpResponse = signed_in(name).get(reverse("today"))
        assert (url.encode() in answer.content) == there
