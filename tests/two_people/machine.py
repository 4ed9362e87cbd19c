"""Anybody does anything to one article, by verb or by page; what must hold is asked every time."""

from typing import Any

from django.db import transaction
from django.test import Client
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from claims.enums import ReviewPolicy, Risk, Said, Stage, Stance, Verdict
from claims.models import Article, AuditEvent, Claim, Desk, Evidence, Statement, Support
from claims.services import statements, supports, verdicts
from claims.services.saving import Invalid, Refused, Stale

from . import routes
from .invariants import broken
from .routes import Way
from .scene import INSIDE, NAMES, PAGES, WHO, WORDS, who

TOLD = (Refused, Invalid, Stale)
ANSWERS = {200, 302, 403, 404, 422}
PEOPLE = st.sampled_from(WHO)
CLAIMS = st.integers(0, len(WORDS) - 1)
TIES = st.integers(0, 5)
CHECKERS = st.sampled_from(["chris", "anna", "ralph", "sam"])
EDITORS = st.sampled_from(["", "ralph", "edgar"])  # of how the evidence bears
START = st.sampled_from(["approved", "checked", "raised"])
THINGS = st.integers(0, len(WORDS))  # the claims, then the statement
ADMINS = st.sampled_from(["sam", "sue"])
STANCES = st.sampled_from(Stance)
VERDICTS = st.sampled_from([Verdict.VERIFIED, *Verdict, ""])
STEPS = ["reopening", "retirement", "restoration", "confirmation"]
STEPS += sorted({*routes.STEPS, *routes.REASONED} - {*STEPS})
SAID_STEPS = ["reopening", "return", "retirement", "restoration"]
BY_PAGE = st.sampled_from([False] * 5 + [True])  # a page takes ten times as long


class Newsroom(RuleBasedStateMachine):
    """People at work on the article of the scene; what they did is undone after each example."""

    article: Article
    clients: dict[str, Client]

    def __init__(self) -> None:
        super().__init__()
        self.all = transaction.atomic()
        self.all.__enter__()
        self.looked = 0

    @initialize(checker=CHECKERS, editor=EDITORS, states=st.lists(START, min_size=3, max_size=3))
    def begin(self, checker: str, editor: str, states: list[str]) -> None:
        """Start with claims and an answer that are raised, checked or approved already."""
        by = who(checker)
        for n, state in enumerate(states):
            if state == "raised":
                continue
            target, page, stance = self.claim(n), self.page(0), Stance.SUPPORTS
            tie = supports.attach(evidence=page, target=target, by=by, stance=stance)
            if editor:
                supports.edit_support(support=tie, by=who(editor), passage="page 2")
            verdicts.set_verdict(claim=self.claim(n), verdict=Verdict.VERIFIED, by=by)
            if state == "approved":
                self.anybody(routes.step(self.claim(n), "approval"))
        if states[0] != "raised":
            statements.answer_said(statement=self.statement(), said=Said.VERBATIM, by=by)
        if states[0] == "approved":
            self.anybody(routes.said_step(self.statement(), "approval"))

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.all.__exit__(None, None, None)

    # --- who does what by which way ---

    def do(self, name: str, way: Way, by_page: bool) -> None:
        """Let somebody try; a refusal is told with a sentence, and nothing else goes wrong."""
        if by_page and way.page is not None:
            self.ask(name, way.page)
            return
        told = "done"
        try:
            with transaction.atomic():
                way.verb(who(name))
        except TOLD as no:
            told = str(no)
        assert told.strip()

    def anybody(self, way: Way, first: str = WHO[0]) -> None:
        """Let one after the other try, from ``first`` on: who may not is told so."""
        at = WHO.index(first)
        for name in (*WHO[at:], *WHO[:at]):
            self.do(name, way, False)

    def ask(self, name: str, request: Any) -> None:
        answer = request(self.clients[name])
        assert answer.status_code in ANSWERS, answer.content.decode()

    def now(self) -> Article:
        rows = Article.objects.select_related("current", "desk")
        return rows.get(pk=self.article.pk)

    def claim(self, number: int) -> Claim:
        rows = Claim.objects.select_related("article__current", "article__desk")
        return list(rows.filter(article=self.article).order_by("pk"))[number]

    def statement(self) -> Statement:
        rows = Statement.objects.select_related("article__current", "article__desk")
        return rows.get(article=self.article)

    def thing(self, number: int) -> Claim | Statement:
        return self.statement() if number == len(WORDS) else self.claim(number)

    def page(self, number: int) -> Evidence:
        return list(Evidence.objects.order_by("pk")[:PAGES])[number]

    def tie(self, number: int) -> Support | None:
        rows = Support.objects.filter(removed_at__isnull=True).order_by("pk")
        ties = list(rows.select_related("evidence", "claim__article", "statement__article"))
        return ties[number % len(ties)] if ties else None

    # --- checking ---

    @rule(name=PEOPLE, n=CLAIMS, value=VERDICTS, page=BY_PAGE)
    def set_verdict(self, name: str, n: int, value: str, page: bool) -> None:
        self.do(name, routes.verdict(self.claim(n), value, None), page)

    @rule(name=PEOPLE, n=CLAIMS, note=st.sampled_from(["Called twice.", " "]), page=BY_PAGE)
    def note(self, name: str, n: int, note: str, page: bool) -> None:
        self.do(name, routes.finding(self.claim(n), note), page)

    @rule(name=PEOPLE, n=CLAIMS, step=st.sampled_from(STEPS), page=BY_PAGE)
    def move(self, name: str, n: int, step: str, page: bool) -> None:
        self.do(name, routes.step(self.claim(n), step), page)

    @rule(name=PEOPLE, n=CLAIMS, page=BY_PAGE)
    def approve(self, name: str, n: int, page: bool) -> None:
        self.do(name, routes.step(self.claim(n), "approval"), page)
        self.anybody(routes.step(self.claim(n), "approval"), name)

    @rule(name=PEOPLE, n=CLAIMS, text=st.sampled_from(["Six.", "Seven."]), page=BY_PAGE)
    def reword(self, name: str, n: int, text: str, page: bool) -> None:
        self.do(name, routes.wording(self.claim(n), text=text), page)

    @rule(name=PEOPLE, n=CLAIMS, risk=st.sampled_from(Risk), page=BY_PAGE)
    def set_risk(self, name: str, n: int, risk: Risk, page: bool) -> None:
        self.do(name, routes.wording(self.claim(n), risk=risk), page)

    @rule(name=PEOPLE, n=CLAIMS, taker=PEOPLE, in_queue=BY_PAGE)
    def assign(self, name: str, n: int, taker: str, in_queue: bool) -> None:
        if in_queue:
            self.ask(name, routes.assign_in_bulk([self.claim(0), self.claim(n)]))
        else:
            self.do(name, routes.assign(self.claim(n), who(taker)), False)

    @rule(name=PEOPLE, words=st.sampled_from([*WORDS, INSIDE]), page=BY_PAGE)
    def raise_claim(self, name: str, words: str, page: bool) -> None:
        """Mark words anew: the same ones bring a retired claim back, others stand in a quote."""
        article = self.now()
        start = article.current.text.index(words) if article.current else 0
        self.do(name, routes.raise_claim(article, start, start + len(words)), page)

    # --- evidence ---

    @rule(name=PEOPLE, n=THINGS, e=st.integers(0, PAGES - 1), stance=STANCES, page=BY_PAGE)
    def attach(self, name: str, n: int, e: int, stance: Stance, page: bool) -> None:
        self.do(name, routes.attach(self.thing(n), self.page(e), stance), page)

    @rule(name=PEOPLE, t=TIES, stance=STANCES, page=BY_PAGE, admin=BY_PAGE)
    def restance(self, name: str, t: int, stance: Stance, page: bool, admin: bool) -> None:
        tie = self.tie(t)
        if tie and admin:
            self.ask(name, routes.admin_support(tie, stance))
        elif tie:
            self.do(name, routes.restance(tie, stance, "page 3"), page)

    @rule(name=PEOPLE, t=TIES, page=BY_PAGE)
    def detach(self, name: str, t: int, page: bool) -> None:
        if tie := self.tie(t):
            self.do(name, routes.detach(tie), page)

    @rule(name=PEOPLE, e=st.integers(0, PAGES - 1))
    def withdraw(self, name: str, e: int) -> None:
        self.do(name, routes.withdraw(self.page(e)), False)

    # --- was it said ---

    @rule(name=PEOPLE, said=st.sampled_from([*Said.values, ""]), page=BY_PAGE)
    def answer(self, name: str, said: str, page: bool) -> None:
        self.do(name, routes.answer(self.statement(), said), page)

    @rule(name=PEOPLE, step=st.sampled_from(SAID_STEPS), page=BY_PAGE)
    def move_answer(self, name: str, step: str, page: bool) -> None:
        self.do(name, routes.said_step(self.statement(), step), page)

    @rule(name=PEOPLE, page=BY_PAGE)
    def approve_answer(self, name: str, page: bool) -> None:
        self.do(name, routes.said_step(self.statement(), "approval"), page)
        self.anybody(routes.said_step(self.statement(), "approval"), name)

    @rule(name=PEOPLE, speaker=st.sampled_from(["Jonas Reet", "Ines Volk"]), page=BY_PAGE)
    def set_speaker(self, name: str, speaker: str, page: bool) -> None:
        self.do(name, routes.speaker(self.statement(), speaker), page)

    # --- taking back ---

    @rule(name=PEOPLE, n=THINGS, page=BY_PAGE)
    def undo(self, name: str, n: int, page: bool) -> None:
        """Undo the last deeds on something, one's own or not."""
        for event in AuditEvent.objects.filter(object_uid=self.thing(n).uid)[:2]:
            self.do(name, routes.take_back(event), page)

    @rule(n=THINGS, page=BY_PAGE)
    def undo_own(self, n: int, page: bool) -> None:
        """Let those who did the last deeds on something undo them."""
        names = {who(name).uid: name for name in WHO}
        for event in AuditEvent.objects.filter(object_uid=self.thing(n).uid)[:2]:
            self.do(names[event.actor_uid], routes.take_back(event), page)

    # --- around it ---

    @rule(name=PEOPLE, author=st.sampled_from(["edgar", "ralph", "sam", *NAMES]), page=BY_PAGE)
    def set_authors(self, name: str, author: str, page: bool) -> None:
        """Name one more author, or take one off."""
        article = self.now()
        people = {*article.authors.all()} ^ {who(author)}
        self.do(name, routes.describe(article, authors=list(people)), page)

    @rule(name=PEOPLE, desk=st.sampled_from(["Home", "Other", "Loose", ""]), page=BY_PAGE)
    def set_desk(self, name: str, desk: str, page: bool) -> None:
        found = Desk.objects.filter(name=desk).first()
        self.do(name, routes.describe(self.now(), desk=found), page)

    @rule(name=ADMINS, value=st.sampled_from(ReviewPolicy), page=BY_PAGE)
    def set_policy(self, name: str, value: ReviewPolicy, page: bool) -> None:
        if desk := self.now().desk:
            self.do(name, routes.policy(desk, value), page)

    @rule(name=ADMINS, n=CLAIMS, risk=st.sampled_from(Risk))
    def edit_in_admin(self, name: str, n: int, risk: Risk) -> None:
        self.ask(name, routes.admin_claim(self.claim(n), text="By the admin.", risk=risk))

    @rule(name=PEOPLE, n=CLAIMS, stage=st.sampled_from([Stage.KILLED, Stage.CLEARED]))
    def put_away_and_back(self, name: str, n: int, stage: Stage) -> None:
        """Move the article on, let everybody approve and undo there, and bring it back."""
        self.do(name, routes.stage(self.now(), stage), False)
        self.anybody(routes.step(self.claim(n), "approval"))
        self.undo_own(n, False)
        self.do("edgar", routes.stage(self.now(), Stage.IN_CHECK), False)

    @invariant()
    def all_holds(self) -> None:
        """Look again whenever anything was done: everything that is done is in the log."""
        newest = AuditEvent.objects.values_list("pk", flat=True).first() or 0
        if newest != self.looked:
            assert broken(self.now()) == []
            self.looked = newest
