"""Signing off: who may, when, what is sealed, and that no mark slips in between."""

import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from claims.enums import ReviewPolicy, Stage, Verdict
from claims.models import Article, AuditEvent, ChainHead, Claim, SignOff, Statement
from claims.models.chain import fingerprint
from claims.queries.gate import Gate
from claims.queries.sign_offs import hands_without_second, standing
from claims.queries.signing import record_of
from claims.services import articles, claims, reviews, signoffs, statements, supports, verdicts
from claims.services.saving import Refused, Stale
from tests import factories
from tests.people import person
from tests.signed import COST, HURT, SIXTH, fresh, let_pass, ready, signed

pytestmark = pytest.mark.django_db


def refused(article: Article, *, by: str = "edda") -> str:
    with pytest.raises(Refused) as told:
        signoffs.sign_off(article=article, by=person(by))
    assert not SignOff.objects.exists()
    return str(told.value)


def test_an_editor_seals_what_is_ready_and_it_is_on_record() -> None:
    article = ready()
    sealed = signoffs.sign_off(article=article, by=person("edda"))
    assert sealed.revision == article.current
    assert sealed.record["signed"]["by"] == "Edda Editor"
    assert sealed.record["signed"]["at"] == sealed.created_at.isoformat()
    assert sealed.sha256 == fingerprint(sealed.record)
    event = AuditEvent.objects.get(kind="article.signed_off")
    assert event.article_uid == article.uid
    assert event.changes["sign_off"][1]["sha256"] == sealed.sha256
    assert standing(fresh(article)).holds


def test_what_the_editor_saw_is_what_is_sealed() -> None:
    article = ready()
    seen = signoffs.print_of(record_of(article))
    sealed = signoffs.sign_off(article=article, by=person("edda"), seen=seen)
    assert signoffs.print_of(record_of(fresh(article))) == seen
    frozen = {k: v for k, v in sealed.record.items() if k not in ("signed", "chain")}
    assert signoffs.print_of(frozen) == seen


def test_nobody_signs_what_changed_after_they_looked() -> None:
    article = ready()
    seen = signoffs.print_of(record_of(article))
    factories.approved(factories.claim(article, COST))
    with pytest.raises(Stale):
        signoffs.sign_off(article=article, by=person("edda"), seen=seen)
    assert not SignOff.objects.exists()


def test_nothing_is_signed_while_something_blocks_and_the_sentence_names_it() -> None:
    article = ready()
    factories.claim(article, COST)
    assert refused(article) == "Still in the way: claims still to check: 1."
    let_pass(article, "open_claims", "Colour.")
    sealed = signed(fresh(article))
    line = next(r for r in sealed.record["gate"] if r["condition"] == "open_claims")
    assert line["override"] | {"at": ""} == {
        "reason": "Colour.",
        "by": "Edda Editor",
        "uid": str(person("edda").uid),
        "at": "",
    }


@pytest.mark.parametrize("who", ["ada", "carl", "rita", "adam", "nora"])
def test_nobody_but_an_editor_signs_off(who: str) -> None:
    article = ready()
    article.authors.add(person("ada"))
    assert refused(article, by=who) == "Only an editor signs off."


def test_a_superuser_is_no_editor() -> None:
    person("carl").__class__.objects.filter(username="carl").update(is_superuser=True)
    assert refused(ready(), by="carl") == "Only an editor signs off."


def test_an_author_does_not_sign_their_own_article() -> None:
    article = ready()
    article.authors.add(person("edda"))
    assert "You wrote this article" in refused(article)


def test_an_archived_or_killed_article_is_not_signed() -> None:
    article = ready()
    articles.archive_article(article=article, by=person("edda"))
    assert "archived" in refused(article)
    articles.archive_article(article=article, by=person("edda"), archived=False)
    articles.move_article(article=article, stage=Stage.KILLED, by=person("edda"))
    assert "killed" in refused(article)


@pytest.mark.parametrize("what", ["verdict", "evidence", "edited evidence", "heard"])
def test_where_the_sign_off_is_the_second_look_no_checker_of_it_gives_it(what: str) -> None:
    article = ready(desk=factories.desk("City", review_policy=ReviewPolicy.SIGN_OFF))
    edda, carl = person("edda"), person("carl")
    if what == "heard":
        words = factories.statement(article, HURT)
        statements.answer_said(statement=words, said="verbatim", by=edda)
    else:
        claim = factories.claim(article, COST)
        support = factories.support(claim, by=edda if what == "evidence" else carl)
        if what == "edited evidence":
            supports.edit_support(support=support, by=edda, passage="page 4")
        by = edda if what == "verdict" else carl
        verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=by)
    assert edda.pk in hands_without_second(fresh(article))
    assert "another editor has to give it" in refused(fresh(article))


def test_who_only_checked_what_somebody_else_approved_gives_the_sign_off() -> None:
    article = ready(desk=factories.desk("City", review_policy=ReviewPolicy.SIGN_OFF))
    claim = factories.checked(factories.claim(article, COST), by=person("edda"))
    reviews.approve(claim=claim, by=person("rita"))
    assert person("edda").pk not in hands_without_second(fresh(article))
    assert signed(fresh(article)).pk


@pytest.mark.parametrize("deed", ["save", "update", "delete", "delete all"])
def test_a_sign_off_is_written_once_by_any_way_of_django(deed: str) -> None:
    sealed = signed()
    sealed.record = {"forged": True}
    deeds: dict[str, Callable[[], object]] = {
        "save": sealed.save,
        "update": lambda: SignOff.objects.update(sha256=""),
        "delete": sealed.delete,
        "delete all": lambda: SignOff.objects.all().delete(),
    }
    with pytest.raises(TypeError):
        deeds[deed]()


@pytest.mark.parametrize(
    "sql", ["UPDATE claims_signoff SET sha256 = ''", "DELETE FROM claims_signoff"]
)
def test_the_database_itself_refuses_to_change_a_sign_off(sql: str) -> None:
    sealed = signed()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert SignOff.objects.get().sha256 == sealed.sha256


# --- at the same time -----------------------------------------------------------------------------


@pytest.fixture
def _fewer_switches() -> Iterator[None]:
    """Let threads change places often, so that a race that can happen does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    yield
    sys.setswitchinterval(before)


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """Do all `deeds` at the same time; return what each returned or raised, in their order."""
    results: list[Any] = [None] * len(deeds)
    start = threading.Barrier(len(deeds), timeout=60)

    def run(index: int) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            results[index] = deeds[index]()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def reopened(article: Article) -> Callable[[], Any]:
    claim = Claim.objects.get(article=article, number=1)
    return lambda: verdicts.reopen(claim=claim, reason="new figures", by=person("rita"))


def raised(article: Article) -> Callable[[], Any]:
    return lambda: factories.claim(article, COST)


def unheard(article: Article) -> Callable[[], Any]:
    return lambda: factories.statement(article, HURT)


def said_reopened(article: Article) -> Callable[[], Any]:
    statement = Statement.objects.get(article=article)
    return lambda: statements.reopen_said(statement=statement, reason="misheard", by=person("rita"))


def another_text(article: Article) -> Callable[[], Any]:
    claim = Claim.objects.get(article=article, number=1)
    return lambda: claims.edit_claim(
        claim=claim, by=person("carl"), text=f"{SIXTH} {timezone.now()}"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_fewer_switches")
@pytest.mark.parametrize("mark", [reopened, raised, unheard, said_reopened, another_text])
def test_a_mark_at_the_same_moment_never_leaves_a_sign_off_that_holds_past_a_closed_gate(
    mark: Callable[[Article], Callable[[], Any]],
) -> None:
    for who in ("carl", "rita", "edda"):
        person(who)
    for _ in range(4):
        article = ready()
        deed = mark(article)
        sealed, marked = together(
            lambda article=article: signoffs.sign_off(article=article, by=person("edda")), deed
        )
        assert not isinstance(marked, Exception), marked
        assert isinstance(sealed, SignOff | Refused), sealed
        now = fresh(article)
        assert not Gate(now).is_open
        assert not standing(now).holds
        if isinstance(sealed, SignOff):  # it came first: its gate was open, and it is void by now
            blocked = [r for r in sealed.record["gate"] if r["level"] == "blocker" and r["count"]]
            assert blocked == []
            assert standing(now).is_void


@pytest.mark.django_db(transaction=True)
def test_a_sign_off_names_the_end_of_the_chain_as_it_was_before() -> None:
    article = ready()
    end = ChainHead.objects.get()
    sealed = signed(article)
    assert sealed.record["chain"] == {"position": end.position, "hash": end.hash}
    assert ChainHead.objects.get().position == end.position + 1
