"""The people of the tables, the states that claims and answers are brought into, and the tables."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from claims.enums import Role, Stage, Verdict
from claims.models import Article, Claim, Statement, User
from claims.models.people import ROLE_FIELDS
from claims.services import claims, reviews, statements, supports, verdicts
from tests import factories

# The columns of the tables, in their order.
PEOPLE: dict[str, frozenset[Role]] = {
    "checked": frozenset({Role.CHECKER}),  # set the verdict, and heard the words
    "checker": frozenset({Role.CHECKER}),
    "reviewer": frozenset({Role.REVIEWER}),
    "edited": frozenset({Role.REVIEWER}),  # changed how the evidence bears
    "editor": frozenset({Role.EDITOR}),
    "author": frozenset({Role.AUTHOR, Role.REVIEWER}),
}
# Powers outside the newsroom's work.
OUTSIDE = ("superuser", "nobody")
WORDS = "The repair cost 3.1 million crowns"
QUOTE = "“We will not open a day early.”"

Table = dict[tuple[str, str, str], str]  # (state, move, person): sentence, "" where one may


def who(name: str) -> User:
    """Return the person of this name, making them on first use."""
    roles = PEOPLE.get(name, frozenset({Role.REVIEWER}) if name == "second" else frozenset())
    about: dict[str, Any] = {ROLE_FIELDS[role]: True for role in roles}
    if name == "superuser":
        about = {"is_superuser": True, "is_staff": True}
    return User.objects.get_or_create(username=name, defaults=about)[0]


def read(table: str, sentences: dict[str, str]) -> Table:
    """Read a table: first the people; then a state by itself, and below it moves with codes.

    A line is for one move or several, and holds a code for each person, or one for all of them.
    """
    header, *lines = filter(None, map(str.strip, table.splitlines()))
    people = header.strip("| ").split()
    assert people == list(PEOPLE)
    found: Table = {}
    state = ""
    for line in lines:
        names, _, cells = (part.strip() for part in line.partition("|"))
        if not cells:
            state = names
            continue
        codes = cells.split()
        codes = codes * len(people) if len(codes) == 1 else codes
        for move in names.split(", "):
            for person, code in zip(people, codes, strict=True):
                assert (state, move, person) not in found
                found[state, move, person] = sentences[code]
    return found


# --- states ---------------------------------------------------------------------------------------


def story() -> Article:
    """Return an article of the author's, with everybody here."""
    for name in (*PEOPLE, *OUTSIDE, "second"):
        who(name)
    article = factories.article(by=who("checked"))
    article.authors.add(who("author"))
    return article


def prove(thing: Claim | Statement) -> None:
    """Attach evidence that one person added and another edited."""
    support = factories.support(thing, by=who("checked"))
    supports.edit_support(support=support, by=who("edited"), passage="page 3")


def raised() -> Claim:
    return factories.claim(story(), WORDS, by=who("checked"))


def checking() -> Claim:
    claim = raised()
    claims.assign_claim(claim=claim, assignee=who("checked"), by=who("checked"))
    return claim


def checked() -> Claim:
    claim = raised()
    prove(claim)
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=who("checked"))
    return claim


def approved() -> Claim:
    claim = checked()
    reviews.approve(claim=claim, by=who("second"))
    return claim


def not_checkable() -> Claim:
    claim = raised()
    verdicts.call_not_checkable(claim=claim, reason="A forecast.", by=who("checked"))
    return claim


def recheck() -> Claim:
    claim = approved()
    claims.edit_claim(claim=claim, text="It cost more.", by=who("checked"))
    return claim


def retired() -> Claim:
    claim = checked()
    claims.retire_claim(claim=claim, reason="Said twice.", by=who("checked"))
    return claim


def unheard() -> Statement:
    return factories.statement(story(), QUOTE, by=who("checked"))


def heard() -> Statement:
    statement = unheard()
    prove(statement)
    statements.answer_said(statement=statement, said="verbatim", by=who("checked"))
    return statement


def heard_and_approved() -> Statement:
    statement = heard()
    reviews.approve_said(statement=statement, by=who("second"))
    return statement


def retired_statement() -> Statement:
    statement = heard()
    statements.retire_statement(statement=statement, reason="Said twice.", by=who("checked"))
    return statement


def put_away(make: Callable[[], Any], **about: Any) -> Callable[[], Any]:
    """Return what makes the thing in an article that is no longer at work."""

    def made() -> Any:
        thing = make()
        Article.objects.filter(pk=thing.article_id).update(**about)
        return thing

    return made


CLAIM_STATES: dict[str, Callable[[], Claim]] = {
    "to check": raised,
    "checking": checking,
    "checked": checked,
    "approved": approved,
    "not checkable": not_checkable,
    "re-check": recheck,
    "retired": retired,
    "killed": put_away(checked, stage=Stage.KILLED),
    "archived": put_away(checked, archived_at=timezone.now()),
}
STATEMENT_STATES: dict[str, Callable[[], Statement]] = {
    "unheard": unheard,
    "heard": heard,
    "approved": heard_and_approved,
    "retired": retired_statement,
    "killed": put_away(heard, stage=Stage.KILLED),
    "archived": put_away(heard, archived_at=timezone.now()),
}


def fresh(thing: Any) -> Any:
    """Return the thing as it stands, with its article."""
    rows = type(thing).objects.select_related("article__desk", "article__current")
    return rows.get(pk=thing.pk)
