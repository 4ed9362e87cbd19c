"""The demo newsroom is data; these tests hold it to the rules that the services hold people to."""

import datetime
import itertools
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import claims
from claims.demo.load import Newsroom
from claims.enums import (
    FITTING,
    Action,
    CaptureState,
    EvidenceKind,
    Manner,
    Question,
    ReviewPolicy,
    Risk,
    Role,
    Said,
    SourceKind,
    Stage,
    Stance,
    State,
    Terms,
    Verdict,
    Visibility,
)
from claims.models import Capture
from claims.text.segments import BlockKind, is_furniture, split_blocks

DEMO = Path(claims.__file__).parent / "demo"
NEWSROOM: dict[str, Any] = json.loads((DEMO / "newsroom.json").read_text(encoding="utf-8"))
ARTICLES: list[dict[str, Any]] = NEWSROOM["articles"]
TEXTS = {
    path.name: path.read_text(encoding="utf-8") for path in sorted(DEMO.glob("articles/*.txt"))
}
PEOPLE = {person["username"]: person for person in NEWSROOM["people"]}
EVIDENCE = {record["key"]: record for record in NEWSROOM["evidence"]}
POLICY = {desk["slug"]: desk["review_policy"] for desk in NEWSROOM["desks"]}

each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["file"])

Located = tuple[int, int]


def locate(text: str, span: str | dict[str, Any]) -> Located:
    """Return where ``span`` stands: words found once, or ``words`` with a 1-based occurrence."""
    words, occurrence = (span, 0) if isinstance(span, str) else (span["words"], span["occurrence"])
    starts = [found.start() for found in re.finditer(re.escape(words), text)]
    if occurrence:
        assert len(starts) > 1, f"{words!r} needs no occurrence: it stands {len(starts)} time(s)"
        assert 1 <= occurrence <= len(starts), f"{words!r} stands only {len(starts)} times"
    else:
        assert len(starts) == 1, f"{words!r} stands {len(starts)} times and names no occurrence"
    start = starts[max(occurrence, 1) - 1]
    return start, start + len(words)


def parts(words: Any) -> list[str | dict[str, Any]]:
    return words if isinstance(words, list) else [words]


def line_of(text: str, span: Located) -> str:
    """Return the one line that holds ``span``."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", start)
    assert span[1] <= end, f"{text[slice(*span)]!r} runs over the end of its line"
    return text[start:end]


def statements() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    return ((article, made) for article in ARTICLES for made in article["statements"])


def claims_made() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    return ((article, claim) for article in ARTICLES for claim in article["claims"])


def ties() -> Iterator[dict[str, Any]]:
    made = [row for _, row in (*claims_made(), *statements())]
    return (tie for row in made for tie in row.get("supports", ()))


def about_truth(claim: dict[str, Any]) -> set[str]:
    return {tie["stance"] for tie in claim["supports"] if tie["question"] == Question.TRUE}


def why_verdict_does_not_fit(claim: dict[str, Any]) -> str:
    """Return what keeps the evidence of ``claim`` from carrying its verdict, or nothing."""
    if not claim["verdict"]:
        return "no verdict"
    if claim["verdict"] == Verdict.UNVERIFIABLE:
        return "" if len(claim["reason"].split()) >= 10 else "no account of what was tried"
    stances = about_truth(claim)
    lacking = [group for group in FITTING[Verdict(claim["verdict"])] if not group & stances]
    return f"nothing that {lacking} among {stances}" if lacking else ""


def test_every_article_file_is_listed_and_every_listed_file_exists() -> None:
    assert sorted(article["file"] for article in ARTICLES) == sorted(TEXTS)


@each_article
def test_an_article_is_clean_text_that_begins_with_its_title(article: dict[str, Any]) -> None:
    text = TEXTS[article["file"]]
    lines = text.split("\n")
    assert lines[0] == article["title"]
    assert text == unicodedata.normalize("NFC", text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert [line for line in lines if line != line.strip()] == []
    assert [c for c in text if unicodedata.category(c)[0] == "C" and c != "\n"] == []
    assert [line for line, n in Counter(filter(None, lines)).items() if n > 1] == []


@each_article
def test_every_marked_span_is_found_and_lies_on_one_line_outside_furniture(
    article: dict[str, Any],
) -> None:
    text = TEXTS[article["file"]]
    for mark in article["statements"] + article["claims"]:
        spans = [*parts(mark["words"]), *filter(None, (mark.get("cue"), mark.get("mention")))]
        assert spans
        for span in spans:
            assert not is_furniture(line_of(text, locate(text, span)))


@each_article
def test_cue_and_mention_stand_in_a_paragraph_of_the_words_and_overlap_nothing(
    article: dict[str, Any],
) -> None:
    text = TEXTS[article["file"]]
    for made in article["statements"]:
        content = [locate(text, part) for part in parts(made["words"])]
        assert content == sorted(content)
        around = [locate(text, made[name]) for name in ("cue", "mention") if made[name]]
        lines = {line_of(text, part) for part in content}
        assert {line_of(text, span) for span in around} <= lines
        ordered = sorted(content + around)
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(ordered)), made["words"]
        for start, end in around:
            beside = text[start - 1] + text[end : end + 1]
            assert not any(map(str.isalnum, beside)), text[start:end]


@each_article
def test_a_claim_inside_a_statement_lies_within_the_words_of_that_statement(
    article: dict[str, Any],
) -> None:
    text = TEXTS[article["file"]]
    for claim in article["claims"]:
        if claim["in_statement"] is None:
            continue
        made = article["statements"][claim["in_statement"]]
        start, end = locate(text, claim["words"])
        held = [locate(text, part) for part in parts(made["words"])]
        assert any(first <= start and end <= last for first, last in held), claim["words"]


@each_article
def test_a_claim_in_the_articles_own_voice_lies_in_no_statement(article: dict[str, Any]) -> None:
    text = TEXTS[article["file"]]
    content = [locate(text, part) for s in article["statements"] for part in parts(s["words"])]
    for claim in article["claims"]:
        if claim["in_statement"] is None:
            start, end = locate(text, claim["words"])
            assert not [1 for first, last in content if start < last and first < end], claim["text"]


VALUES: list[tuple[str, Iterable[str], set[str]]] = [
    ("review policies", POLICY.values(), set(ReviewPolicy.values)),
    ("roles", {r for p in PEOPLE.values() for r in p["roles"]}, set(Role.values)),
    ("source kinds", {row["kind"] for row in NEWSROOM["sources"]}, set(SourceKind.values)),
    ("evidence kinds", {row["kind"] for row in EVIDENCE.values()}, set(EvidenceKind.values)),
    ("visibility", {row["visibility"] for row in EVIDENCE.values()}, set(Visibility.values)),
    ("stages", {row["stage"] for row in ARTICLES}, set(Stage.values)),
    ("manners", {made["manner"] for _, made in statements()}, set(Manner.values)),
    ("terms", {made["terms"] for _, made in statements()}, set(Terms.values)),
    ("said answers", {made["said"] for _, made in statements()}, {"", *Said.values}),
    ("risks", {claim["risk"] for _, claim in claims_made()}, set(Risk.values)),
    ("states", {claim["state"] for _, claim in claims_made()}, set(State.values)),
    ("verdicts", {claim["verdict"] for _, claim in claims_made()}, {"", *Verdict.values}),
    ("actions", {claim["action"] for _, claim in claims_made()}, set(Action.values)),
    ("questions", {tie["question"] for tie in ties()}, set(Question.values)),
    ("stances", {tie["stance"] for tie in ties()}, set(Stance.values)),
]


@pytest.mark.parametrize(("what", "used", "known"), VALUES, ids=[row[0] for row in VALUES])
def test_each_value_is_one_the_application_knows_and_every_one_is_shown(
    what: str, used: Iterable[str], known: set[str]
) -> None:
    assert set(used) == known, what


def test_names_and_keys_are_unique_and_every_reference_is_kept() -> None:
    for group, key in (
        ("desks", "slug"), ("people", "username"), ("people", "email"), ("sources", "name"),
        ("evidence", "key"), ("articles", "file"), ("articles", "title"),
    ):  # fmt: skip
        values = [row[key] for row in NEWSROOM[group]]
        assert len(values) == len(set(values)), (group, key)
    assert len(NEWSROOM["tags"]) == len(set(NEWSROOM["tags"]))
    sources = {source["name"] for source in NEWSROOM["sources"]}
    assert {made["source"] for _, made in statements()} == sources
    assert {tie["evidence"] for tie in ties()} == set(EVIDENCE)
    assert {tag for _, claim in claims_made() for tag in claim["tags"]} == set(NEWSROOM["tags"])
    assert {article["desk"] for article in ARTICLES} == set(POLICY)


def test_everybody_has_the_role_for_what_they_did() -> None:
    def has(username: str | None, role: Role) -> bool:
        return username is None or role in PEOPLE[username]["roles"]

    for article in ARTICLES:
        assert article["authors"]
        assert all(has(author, Role.AUTHOR) for author in article["authors"])
        assert has(article["lead_checker"], Role.CHECKER)
    for _, made in statements():
        assert has(made["said_by"], Role.CHECKER)
    for _, claim in claims_made():
        assert has(claim["checker"], Role.CHECKER)
        assert has(claim["assignee"], Role.CHECKER)
        assert has(claim["approver"], Role.REVIEWER)


def test_nobody_checks_or_approves_their_own_work() -> None:
    for article, claim in claims_made():
        assert claim["checker"] not in article["authors"]
        assert claim["assignee"] not in article["authors"]
        if claim["approver"]:
            assert claim["approver"] not in {claim["checker"], *article["authors"]}


def test_a_claims_state_agrees_with_what_was_done_about_it() -> None:
    for _, claim in claims_made():
        state, verdict = claim["state"], claim["verdict"]
        worked_on = bool(verdict or claim["supports"] or claim["checker"] or claim["assignee"])
        assert worked_on == (state != State.TO_CHECK), claim["text"]
        assert bool(claim["approver"]) == (state == State.APPROVED), claim["text"]
        assert not (verdict or claim["supports"]) or claim["checker"], claim["text"]
        if state == State.NOT_CHECKABLE:
            assert (verdict, bool(claim["reason"])) == ("", True), claim["text"]
        elif not verdict:
            assert claim["reason"] == "", claim["text"]


def test_the_evidence_fits_the_verdict_of_every_claim_that_was_ever_checked() -> None:
    done = {State.CHECKED, State.APPROVED, State.RECHECK}
    checked = [claim for _, claim in claims_made() if claim["state"] in done]
    assert checked
    assert {c["text"]: why for c in checked if (why := why_verdict_does_not_fit(c))} == {}


def test_some_claim_still_in_check_has_a_verdict_that_its_evidence_does_not_carry() -> None:
    waiting = [
        claim for _, claim in claims_made() if claim["state"] == State.CHECKING and claim["verdict"]
    ]
    assert waiting
    assert all(why_verdict_does_not_fit(claim) for claim in waiting)


def test_only_a_claim_with_a_verdict_asks_for_an_editorial_action() -> None:
    for article, claim in claims_made():
        if claim["action"] != Action.KEEP:
            assert claim["verdict"] not in ("", Verdict.VERIFIED), claim["text"]
        if claim["action"] == Action.CORRECTION:
            assert article["stage"] == Stage.PUBLISHED


def test_evidence_is_tied_once_to_a_claim_and_once_to_a_statement() -> None:
    for article in ARTICLES:
        uses: Counter[tuple[str, int, str]] = Counter()
        for number, made in enumerate(article["statements"]):
            for tie in made.get("supports", ()):
                assert tie["question"] == Question.SAID, made["words"]
                uses["statement", number, tie["evidence"]] += 1
        for number, claim in enumerate(article["claims"]):
            for tie in claim["supports"]:
                if tie["question"] == Question.SAID:
                    assert claim["in_statement"] is not None, claim["text"]
                    uses["statement", claim["in_statement"], tie["evidence"]] += 1
                else:
                    uses["claim", number, tie["evidence"]] += 1
        assert [tie for tie, n in uses.items() if n > 1] == []


def test_a_said_answer_names_who_heard_it_and_how() -> None:
    for _, made in statements():
        answered = (bool(made["said"]), bool(made["said_by"]), bool(made["said_reason"]))
        assert answered in {(True, True, True), (False, False, False)}, made["words"]


def test_evidence_for_named_people_was_read_only_by_them() -> None:
    for record in EVIDENCE.values():
        assert bool(record["readers"]) == (record["visibility"] == Visibility.NAMED)
        assert set(record["readers"]) <= set(PEOPLE)
    for _, claim in claims_made():
        for tie in claim["supports"]:
            readers = set(EVIDENCE[tie["evidence"]]["readers"]) or set(PEOPLE)
            assert {claim["checker"], claim["approver"]} - {None} <= readers, claim["text"]


def test_evidence_has_an_address_or_a_note_and_points_nowhere_real() -> None:
    for record in EVIDENCE.values():
        assert record["title"]
        assert record["url"] or record["note"], record["key"]
        if record["url"]:
            assert re.fullmatch(r"https://([a-z-]+\.)*example\.org/\S+", record["url"])
    assert all(re.fullmatch(r"\w+@lantern\.example\.org", p["email"]) for p in PEOPLE.values())


def test_the_dates_of_a_role_run_forwards() -> None:
    for source in NEWSROOM["sources"]:
        for role in source["roles"]:
            since = datetime.date.fromisoformat(role["from"])
            if role["until"]:
                assert since <= datetime.date.fromisoformat(role["until"]), source["name"]


def test_an_unnamed_source_speaks_in_one_article_and_a_named_one_on_the_record() -> None:
    kinds = {source["name"]: source["kind"] for source in NEWSROOM["sources"]}
    heard: dict[str, set[str]] = {}
    for article, made in statements():
        heard.setdefault(made["source"], set()).add(article["file"])
        unnamed = kinds[made["source"]] == SourceKind.UNNAMED
        if unnamed or kinds[made["source"]] != SourceKind.DOCUMENT:
            assert unnamed == (made["terms"] != Terms.ON_RECORD), made["source"]
    assert [n for n, files in heard.items() if kinds[n] == "unnamed" and len(files) > 1] == []
    assert [n for n, files in heard.items() if len(files) > 1], "nobody recurs across articles"


def test_what_left_the_desk_was_settled_and_what_came_in_is_untouched() -> None:
    settled = {State.APPROVED, State.NOT_CHECKABLE}
    for article in ARTICLES:
        if article["stage"] == Stage.INCOMING:
            assert not article["statements"] + article["claims"]
        if article["stage"] not in (Stage.CLEARED, Stage.PUBLISHED):
            continue
        assert all(made["said"] for made in article["statements"])
        for claim in article["claims"]:
            policy = POLICY[article["desk"]]
            alone = policy == ReviewPolicy.SIGN_OFF or (
                policy == ReviewPolicy.HIGH_RISK and claim["risk"] != Risk.HIGH
            )
            assert claim["state"] in settled or (alone and claim["state"] == State.CHECKED)


def test_the_traps_that_the_screens_are_to_show_stand_in_the_articles() -> None:
    business = TEXTS["norvane-results.txt"]
    assert re.search(r"\bTK\b", business)
    assert re.search(r"\[[^\]]+\]", business)
    assert "Brandt" in business
    assert re.search(r"\bBrant\b", business)
    assert "revenue of 241 million" in business
    assert "to 214 million" in business
    kinds = {name: Counter(b.kind for b in split_blocks(text)) for name, text in TEXTS.items()}
    assert kinds["halvard-strait.txt"][BlockKind.HIGHLIGHT] == 3
    assert kinds["halvard-strait.txt"][BlockKind.FURNITURE] >= 2
    assert kinds["seagrass.txt"][BlockKind.CAPTION] == 1
    assert kinds["seagrass.txt"][BlockKind.SUBHEAD] == 3
    lines = TEXTS["rent-cap.txt"].split("\n")
    assert [n for n in lines if n.startswith("“") and "”" not in n], "no quote over paragraphs"


@pytest.mark.django_db
def test_nothing_of_it_is_fetched_and_its_pages_and_transcripts_are_copies() -> None:
    newsroom = Newsroom()
    newsroom.add_vocabulary()
    newsroom.add_people()
    for row in NEWSROOM["evidence"]:
        newsroom.add_evidence(row)
    assert not Capture.objects.exclude(state=CaptureState.DONE).exists()
    with_words = [row for row in NEWSROOM["evidence"] if row.get("page") or row.get("transcript")]
    assert Capture.objects.exclude(text="").count() == len(with_words) > 2
