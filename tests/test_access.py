"""Who may open which page: the roles of the newsroom × every address of the site."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from claims.checks import RULES, every_view_has_an_access_rule, project_views
from claims.enums import NoticeKind, Role, Said, Stance, State, SuggestionKind, Visibility
from claims.models import (
    Article,
    AuditEvent,
    Claim,
    Evidence,
    Notice,
    Override,
    SignOff,
    Statement,
    User,
)
from claims.queries.gate import Gate, levels
from claims.queries.place import Place
from claims.queries.signing import record_of
from claims.services import (
    arrivals,
    articles,
    calendar,
    chain,
    changes,
    experts,
    people,
    queries,
    replies,
    saved_views,
    statements,
    supports,
    verdicts,
)

from . import factories
from .copies import copy_of
from .people import person
from .planted import plant, print_as_html, seal, words_in
from .test_wiring import routes

pytestmark = pytest.mark.django_db

SIGNED_OUT = "signed out"
WHO = (
    SIGNED_OUT,
    "author",
    "another author",
    "checker",
    "reviewer",
    "editor",
    "admin",
    "no role",
    "superuser without roles",
    "editor who left",
)
CHECKERS = {"checker", "reviewer", "editor"}
REVIEWERS = {"reviewer", "editor"}
EDITORS = {"editor"}
ADMINS = {"admin"}
PEOPLE = {"author", "another author", *CHECKERS, *ADMINS}
READERS = PEOPLE - {"another author"}  # of an article, and of what hangs on it
ACCOUNTS = PEOPLE | {"no role", "superuser without roles"}
EVERYBODY = set(WHO)

# Route, and what is asked of it where that makes a difference: who gets in. Whatever is not named
# here is refused. A new address is a decision: add it here, and in `asking` what to send to it.
DOORS: dict[str, set[str]] = {
    "today": PEOPLE,
    "article-list": PEOPLE,
    "article-import": CHECKERS,
    "article-import: send": CHECKERS,
    "article-import-way": CHECKERS,
    "arrival-detail": {"checker"},  # who ordered it: nobody else's business
    "article-detail": READERS,
    "article-history": READERS,
    "article-pulse": READERS,
    "revision-list": READERS,
    "revision-detail": READERS,
    "revision-compare": READERS,
    "revision-new": CHECKERS,
    "revision-new: send": CHECKERS,
    "revision-new-way": CHECKERS,
    "article-annotated": READERS,
    "article-annotated-pdf": READERS,
    "article-word": READERS,
    "article-shares": REVIEWERS,
    "article-shares: send": REVIEWERS,
    "article-tray": READERS,
    "article-tray-place": CHECKERS,
    "article-tray-retire": CHECKERS,
    "article-tray-restore": CHECKERS,
    "article-archive": EDITORS,
    "article-edit": CHECKERS,
    "article-edit: send": CHECKERS,
    "article-stage: in_check": CHECKERS,
    "article-stage: killed": EDITORS,
    "article-reading": CHECKERS,
    "lexicon": EDITORS,
    "lexicon: send": EDITORS,
    "lexicon-trial": EDITORS,
    "lexicon-removal": EDITORS,
    "nothing-here": CHECKERS,
    "something-here": CHECKERS,
    "claim-raise": CHECKERS,
    "claim-detail": READERS,
    "claim-verdict": CHECKERS,
    "claim-finding": CHECKERS,
    "claim-wording": CHECKERS,
    "claim-assignment: me": CHECKERS,
    "claim-assignment: a colleague": REVIEWERS,
    "claim-due": CHECKERS,
    "claim-restoration": CHECKERS,
    "claim-evidence": CHECKERS,
    "claim-evidence-again": CHECKERS,
    "claim-evidence-link": CHECKERS,
    "claim-evidence-here": CHECKERS,
    "claim-evidence-here: send": CHECKERS,
    "claim-critical": CHECKERS,
    "claim-critical-end": CHECKERS,
    "claim-attempt": CHECKERS,
    "claim-attempt-edit": CHECKERS,
    "claim-move: not-checkable": CHECKERS,
    "claim-move: retirement": CHECKERS,
    "claim-move: release": CHECKERS,
    "claim-move: reopening": CHECKERS,
    "claim-move: confirmation": CHECKERS,
    "claim-move: approval": REVIEWERS,
    "claim-move: return": REVIEWERS,
    "claim-move: taking-back": REVIEWERS,
    "statement-detail": READERS,
    "statement-said": CHECKERS,
    "statement-heard": READERS,
    "statement-wording": CHECKERS,
    "statement-assignment: me": CHECKERS,
    "statement-due": CHECKERS,
    "statement-assignment: a colleague": REVIEWERS,
    "statement-retirement": CHECKERS,
    "statement-restoration": CHECKERS,
    "statement-evidence": CHECKERS,
    "statement-evidence-again": CHECKERS,
    "statement-evidence-link": CHECKERS,
    "statement-evidence-here": CHECKERS,
    "statement-evidence-here: send": CHECKERS,
    "statement-move: approval": REVIEWERS,
    "statement-move: return": REVIEWERS,
    "statement-move: reopening": CHECKERS,
    "claim-action": CHECKERS,
    "claim-change": CHECKERS,
    "statement-change": CHECKERS,
    "change-list": READERS,
    "change-move: acceptance": {"author", "editor"},
    "change-move: refusal": {"author", "editor"},
    "change-move: withdrawal": EDITORS,  # and who proposed it
    "gate: of the article": READERS,
    "gate-list": READERS,
    "gate-override": EDITORS,
    "gate-override-end": EDITORS,
    "gate-settings": EDITORS,
    "gate-settings: send": EDITORS,
    "fit-settings": CHECKERS | ADMINS,
    "fit-settings: send": EDITORS,
    "fit-removal": EDITORS,
    "sign-off": READERS,
    "sign-off-pdf": READERS,
    "sign-off-create": EDITORS,
    "query-list": PEOPLE,
    "query-list: of the article": READERS,
    "query-detail": READERS,
    "query-ask": CHECKERS,
    "query-ask: words": CHECKERS,
    "claim-query": CHECKERS,
    "statement-query": CHECKERS,
    "query-reply": CHECKERS | {"author"},
    "query-resolve": REVIEWERS,  # and who asked
    "query-reopen": REVIEWERS,
    "article-people": READERS,
    "suggestion-detail": READERS,
    "suggestion-acceptance": CHECKERS,
    "suggestion-dismissal": CHECKERS,
    "suggestion-accept-all": CHECKERS,
    "undo": CHECKERS,
    "evidence-list": PEOPLE,
    "evidence-new": CHECKERS,
    "evidence-new: send": CHECKERS,
    "evidence-detail": READERS,
    "evidence-history": READERS,
    "evidence-edit": CHECKERS,
    "evidence-edit: send": CHECKERS,
    "evidence-sharing: a colleague's": EDITORS,
    "evidence-withdrawal": CHECKERS,
    "evidence-return": CHECKERS,
    "evidence-file": READERS,
    "evidence-heard": READERS,
    "evidence-transcript": CHECKERS,
    "evidence-copies": READERS,
    "evidence-copies-progress": READERS,
    "evidence-copy": READERS,
    "evidence-copy-archive": READERS,
    "evidence-copy-body": READERS,
    "evidence-copy-compare": READERS,
    "evidence-copy-order": CHECKERS,
    "evidence-copy-page": READERS,
    "evidence-archive": CHECKERS,
    "evidence-sent": CHECKERS,
    "evidence-archive-address": CHECKERS,
    "support-wording": CHECKERS,
    "support-removal": CHECKERS,
    "queue": PEOPLE,
    "queue-csv": PEOPLE,
    "figures": CHECKERS | ADMINS,
    "figures-csv": CHECKERS | ADMINS,
    "queue-change": CHECKERS,
    "view-list": PEOPLE,
    "view-save": PEOPLE,
    "view-edit": {"checker"},  # who saved it, and shares it with the newsroom
    "view-removal": {"checker", "editor", "admin"},
    "pass-start": PEOPLE,
    "pass-next": PEOPLE,
    "pass-end": PEOPLE,
    "pass-approve-claim": REVIEWERS,
    "pass-approve-said": REVIEWERS,
    "source-list": PEOPLE,
    "source-names": CHECKERS,
    "source-detail": READERS,
    "source-history": READERS,
    "source-edit": CHECKERS,
    "source-alias": CHECKERS,
    "source-role": CHECKERS,
    "source-merge": CHECKERS,
    "source-merge: send": CHECKERS,
    "source-part": CHECKERS,
    "person-history: a colleague": CHECKERS | ADMINS,
    "person-history: me": PEOPLE,
    "profile": PEOPLE,
    "profile: send": PEOPLE,
    "notice-list": PEOPLE,
    "notice-open": READERS,  # one's own, while one may read the article
    "notice-read": PEOPLE,
    "notice-choices": PEOPLE,
    "notice-choices: send": PEOPLE,
    "calendar": EVERYBODY,
    "calendar-make": PEOPLE,
    "calendar-end": PEOPLE,
    "patterns": ADMINS,
    "expert": EVERYBODY,
    "expert-invite": CHECKERS,
    "expert-revoke": REVIEWERS | ADMINS,  # and who made it
    "invitation": EVERYBODY,
    "health": EVERYBODY,
    "account_login": EVERYBODY,
    "account_logout": EVERYBODY,
    "account_inactive": EVERYBODY,
    "account_set_password": ACCOUNTS,
    "account_change_password": ACCOUNTS,
}

SIGN_IN = "/accounts/login/"
Ask = Callable[[Client], HttpResponseBase]


def made(username: str, **about: Any) -> User:
    return User.objects.get_or_create(username=username, defaults={"name": username, **about})[0]


def user_for(who: str) -> User | None:
    """Return the person at the door; nobody for somebody who is not signed in."""
    if who == SIGNED_OUT:
        return None
    if who == "another author":
        return made("otto", is_author=True)
    if who == "superuser without roles":
        return made("sue", is_superuser=True)
    if who == "editor who left":
        return made("lea", is_editor=True, is_active=False)
    names = {"author": "ada", "checker": "carl", "reviewer": "rita", "editor": "edda"}
    return person({**names, "admin": "adam", "no role": "nora"}[who])


class World:
    """One article of Ada's, worked on by Cleo, with one of everything that has an address."""

    def __init__(self, **about: Any) -> None:
        cleo = person("cleo")
        self.article = article = factories.article(by=cleo, **about)
        article.authors.add(person("ada"))
        self.claim = factories.claim(article, "The ferry line across the sound", by=cleo)
        self.busy = factories.claim(article, "12 days after a storm broke its main pier", by=cleo)
        factories.support(self.busy, by=cleo, url="https://example.org/pier")
        words = "The repair cost 3.1 million crowns"
        self.checked = factories.checked(factories.claim(article, words, by=cleo), by=cleo)
        self.settled = factories.claim(article, "about a third more than planned", by=cleo)
        verdicts.call_not_checkable(claim=self.settled, reason="an opinion", by=cleo)
        again = factories.checked(
            factories.claim(article, "no one was hurt in the storm", by=cleo), by=cleo
        )
        Claim.objects.filter(pk=again.pk).update(state=State.RECHECK)
        self.again = again
        self.statement = factories.statement(article, "We will not open a day early.", by=cleo)
        self.heard = factories.statement(article, "no one was hurt", by=cleo)
        self.stood = factories.statement(article, "about a third more", by=cleo)
        for statement in (self.heard, self.stood):
            statements.answer_said(statement=statement, said=Said.VERBATIM, by=cleo)
        self.change = changes.propose(to=self.claim, new="The ferry", reason="shorter", by=cleo)
        self.source = self.statement.source
        assert self.source is not None
        Statement.objects.filter(pk=self.stood.pk).update(
            approved_by=person("rita"), approved_at=timezone.now()
        )
        self.other = factories.source("I. Volk")
        self.criticism = replies.mark_critical(claim=self.claim, source=self.source, by=cleo)
        self.asked = factories.attempt(self.criticism, by=cleo)
        upload = SimpleUploadedFile("log.txt", b"hauled out on the 3rd")
        self.file = supports.add_and_attach(
            targets=[self.claim],
            by=cleo,
            about={"stance": Stance.CONTEXT},
            file=upload,
            visibility=about.get("visibility", Visibility.NEWSROOM),
            readers=[person("ada")],
        )[0]
        copy_of(self.file.evidence, "hauled out on the 3rd", archive=b"WARC/1.1")
        self.suggested = factories.suggestion(article, SuggestionKind.CLAIM)
        query = queries.ask(on=self.claim, text="Is it so?", by=cleo)
        self.expert, self.expert_token = experts.invite(
            query=query, name="Prof. Lind", question="Is it so?", by=cleo
        )
        assert article.current is not None
        self.query, self.resolved = (
            queries.ask(on=article.current, text="So?", by=cleo, passage=(0, 5)) for _ in range(2)
        )
        queries.resolve(query=self.resolved, by=cleo)
        edda = person("edda")
        for line in Gate(article).lines:  # let pass, so that an editor may sign off
            Override.objects.create(
                article=article,
                condition=line.condition.key,
                covers=line.keys,
                reason="Because.",
                created_by=edda,
            )
        seal = {"signed": {"by": "Edda", "at": article.created_at.isoformat()}}
        self.sign_off = SignOff.objects.create(
            article=article,
            revision=article.current,
            record=record_of(article) | seal | {"chain": {"position": 0, "hash": ""}},
            created_by=edda,
        )
        self.view = saved_views.save_view(
            name="Late", query="due=overdue", is_shared=True, by=person("carl")
        )
        self.arrival = arrivals.order(url="https://example.org/story", by=person("carl"))
        self.deed = AuditEvent.objects.filter(object_uid=self.claim.uid)[0]


def asking(world: World, user: User | None) -> dict[str, Ask]:
    """Return, for each door, the request that knocks at it."""
    uid, claim, statement = world.article.uid, world.claim, world.statement
    own = [uid, claim.number]
    said = [uid, statement.uid]
    proposed = [uid, world.suggested.uid]
    source, support = world.source, world.file
    assert source is not None
    me, colleague = getattr(user, "username", ""), {"assignee": "cleo"}
    page = {"url": "https://example.org/b", "stance": "supports", "visibility": "newsroom"}
    here = {"evidence": str(support.evidence.uid), "stance": "refutes"}
    wording = {"text": "It reopens.", "risk": "normal", "action": "keep"}
    outside = {"name": "Prof. Lind", "question": "Is it so?", "days": "7"}
    lost = {"kind": "claim", "uid": str(claim.uid)}
    telling = {"speaker_kind": "person", "manner": "direct", "terms": "on_record"}
    copy = [support.evidence.uid, support.evidence.captures.done().get().uid]
    kept = ("copies", "copies-progress", "copy-compare")
    of_a_copy = ("copy", "copy-page", "copy-body", "copy-archive")
    _, token = people.invite(name="Gus", by=person("adam"), roles=frozenset({Role.CHECKER}))

    def get(*args: Any, name: str) -> Ask:
        return lambda client: client.get(reverse(name, args=args))

    def pulse(client: Client) -> HttpResponseBase:
        chain.seal_stragglers()  # as the end of each transaction does
        sent = {"seen": Place(0, 1).sealed(), "at": str(claim.uid)}
        return client.get(reverse("article-pulse", args=[uid]), sent)

    def post(name: str, args: list[Any], /, **data: Any) -> Ask:
        return lambda client: client.post(reverse(name, args=args), data)

    def move(step: str, which: Claim) -> Ask:
        return post("claim-move", [uid, which.number, step], reason="Because.")

    def hear(step: str, which: Statement) -> Ask:
        return post("statement-move", [uid, which.uid, step], reason="Because.")

    def decide(step: str) -> Ask:
        return post("change-move", [world.change.uid, step], note="Because.")

    plain = ["today", "article-list", "article-import", "queue", "queue-csv", "source-list"]
    plain += ["view-list", "pass-next"]
    plain += ["evidence-list", "evidence-new"]
    plain += ["query-list", "figures"]
    plain += ["profile", "patterns", "health", "notice-list", "notice-choices"]
    plain += [name for name in DOORS if name.startswith("account_")]
    return {
        **{name: get(name=name) for name in plain},
        "article-import: send": post("article-import", [], text="A bridge opens\n\nIt is new."),
        "article-import-way": get("address", name="article-import-way"),
        "arrival-detail": get(world.arrival.uid, name="arrival-detail"),
        "article-detail": get(uid, name="article-detail"),
        "article-history": get(uid, name="article-history"),
        "article-pulse": pulse,
        "revision-list": get(uid, name="revision-list"),
        "revision-detail": get(uid, 1, name="revision-detail"),
        "revision-compare": get(uid, name="revision-compare"),
        "revision-new": get(uid, name="revision-new"),
        "revision-new: send": post("revision-new", [uid], text="A bridge opens\n\nIt is new."),
        "revision-new-way": get(uid, "address", name="revision-new-way"),
        "article-annotated": get(uid, name="article-annotated"),
        "article-annotated-pdf": get(uid, name="article-annotated-pdf"),
        "article-word": get(uid, name="article-word"),
        "article-shares": get(uid, name="article-shares"),
        "article-shares: send": post("article-shares", [uid], who=me, given="on", statements="on"),
        "article-tray": get(uid, name="article-tray"),
        "article-tray-place": post("article-tray-place", [uid], **lost, start=0, end=5),
        "article-tray-retire": post("article-tray-retire", [uid], **lost, reason="Because."),
        "article-tray-restore": post("article-tray-restore", [uid], **lost, start=0, end=5),
        "article-archive": post("article-archive", [uid], away="no"),
        "article-edit": get(uid, name="article-edit"),
        "article-edit: send": post("article-edit", [uid], title="T", visibility="newsroom"),
        "article-stage: in_check": post("article-stage", [uid], stage="incoming"),
        "article-stage: killed": post("article-stage", [uid], stage="killed"),
        "article-reading": post("article-reading", [uid]),
        "lexicon": get(name="lexicon"),
        "lexicon: send": post("lexicon", [], kind="cue", text="gripe"),
        "lexicon-trial": post("lexicon-trial", [], passage="The ferry is late."),
        "lexicon-removal": post("lexicon-removal", [uid]),
        "nothing-here": post("nothing-here", [uid], start=0, end=5),
        "something-here": post("something-here", [uid], start=0, end=5),
        "claim-raise": post("claim-raise", [uid], exact="sixth closure since April"),
        "claim-detail": get(*own, name="claim-detail"),
        "claim-verdict": post("claim-verdict", own, verdict="verified"),
        "claim-finding": post("claim-finding", own, verdict_note="asked"),
        "claim-wording": post("claim-wording", own, **wording),
        "claim-assignment: me": post("claim-assignment", own, assignee=me),
        "claim-assignment: a colleague": post("claim-assignment", own, **colleague),
        "claim-due": post("claim-due", own, due_at="2026-05-01T12:00"),
        "claim-restoration": post("claim-restoration", own),
        "claim-evidence": post("claim-evidence", own, **page),
        "claim-evidence-again": post("claim-evidence-again", own),
        "claim-evidence-link": post("claim-evidence-link", own, index="0"),
        "claim-evidence-here": get(*own, name="claim-evidence-here"),
        "claim-evidence-here: send": post("claim-evidence-here", own, **here),
        "claim-critical": post("claim-critical", own, name="Ines Volk"),
        "claim-critical-end": post("claim-critical-end", [*own, world.criticism.uid]),
        "claim-attempt": post("claim-attempt", [*own, world.criticism.uid], channel="phone"),
        "claim-attempt-edit": post("claim-attempt-edit", [*own, world.asked.uid], answer="No."),
        "claim-move: not-checkable": move("not-checkable", claim),
        "claim-move: retirement": move("retirement", claim),
        "claim-move: release": move("release", world.busy),
        "claim-move: reopening": move("reopening", world.settled),
        "claim-move: confirmation": move("confirmation", world.again),
        "claim-move: approval": move("approval", world.checked),
        "claim-move: return": move("return", world.checked),
        "claim-move: taking-back": move("taking-back", world.checked),
        "statement-detail": get(*said, name="statement-detail"),
        "statement-heard": get(*said, name="statement-heard"),
        "statement-said": post("statement-said", said, said="verbatim"),
        "statement-wording": post("statement-wording", said, speaker="Ines Volk", **telling),
        "statement-due": post("statement-due", said, due_at="2026-05-01T12:00"),
        "statement-assignment: me": post("statement-assignment", said, assignee=me),
        "statement-assignment: a colleague": post("statement-assignment", said, **colleague),
        "statement-retirement": post("statement-retirement", said, reason="not said"),
        "statement-restoration": post("statement-restoration", said),
        "statement-evidence": post("statement-evidence", said, **page),
        "statement-evidence-again": post("statement-evidence-again", said),
        "statement-evidence-link": post("statement-evidence-link", said, index="0"),
        "statement-evidence-here": get(*said, name="statement-evidence-here"),
        "statement-evidence-here: send": post("statement-evidence-here", said, **here),
        "statement-move: approval": hear("approval", world.heard),
        "statement-move: return": hear("return", world.heard),
        "statement-move: reopening": hear("reopening", world.stood),
        "claim-action": post("claim-action", own, action="cut"),
        "claim-change": post("claim-change", own, new="The ferry", reason="shorter"),
        "statement-change": post("statement-change", said, cut="yes", reason="not said"),
        "change-list": get(uid, name="change-list"),
        "change-move: acceptance": decide("acceptance"),
        "change-move: refusal": decide("refusal"),
        "change-move: withdrawal": decide("withdrawal"),
        "gate: of the article": get(uid, name="gate"),
        "gate-list": get(uid, "placeholders", name="gate-list"),
        "gate-override": post("gate-override", [uid, "open_claims"], reason="Because."),
        "gate-override-end": post("gate-override-end", [uid, "open_claims"]),
        "gate-settings": get(name="gate-settings"),
        "gate-settings: send": post("gate-settings", [], **levels()),
        "fit-settings": get(name="fit-settings"),
        "fit-settings: send": post(
            "fit-settings", [], verdict="verified", stance="partly", reason="Because."
        ),
        "fit-removal": post("fit-removal", [uid]),
        "sign-off": get(uid, world.sign_off.uid, name="sign-off"),
        "sign-off-pdf": get(uid, world.sign_off.uid, name="sign-off-pdf"),
        "sign-off-create": post("sign-off-create", [uid]),
        "query-list: of the article": lambda client: client.get(
            reverse("query-list"), {"article": str(uid)}
        ),
        "query-detail": get(uid, world.query.uid, name="query-detail"),
        "query-ask": post("query-ask", [uid], exact="sixth closure since April", text="So?"),
        "query-ask: words": lambda client: client.get(
            reverse("query-ask", args=[uid]), {"exact": "sixth closure since April"}
        ),
        "claim-query": post("claim-query", own, text="So?"),
        "statement-query": post("statement-query", said, text="So?"),
        "query-reply": post("query-reply", [uid, world.query.uid], text="Yes."),
        "query-resolve": post("query-resolve", [uid, world.query.uid]),
        "query-reopen": post("query-reopen", [uid, world.resolved.uid]),
        "article-people": get(uid, name="article-people"),
        "suggestion-detail": get(*proposed, name="suggestion-detail"),
        "suggestion-acceptance": post("suggestion-acceptance", proposed),
        "suggestion-dismissal": post("suggestion-dismissal", proposed),
        "suggestion-accept-all": post("suggestion-accept-all", [uid], worth="high"),
        "undo": post("undo", [world.deed.uid]),
        "evidence-new: send": post("evidence-new", [], description="Seen.", visibility="newsroom"),
        "evidence-detail": get(support.evidence.uid, name="evidence-detail"),
        "evidence-history": get(support.evidence.uid, name="evidence-history"),
        "evidence-edit": get(support.evidence.uid, name="evidence-edit"),
        "evidence-edit: send": post("evidence-edit", [support.evidence.uid], title="Log"),
        "evidence-sharing: a colleague's": post(
            "evidence-sharing", [support.evidence.uid], visibility="newsroom"
        ),
        "evidence-withdrawal": post("evidence-withdrawal", [support.evidence.uid], reason="No."),
        "evidence-return": post("evidence-return", [support.evidence.uid]),
        "evidence-heard": get(support.evidence.uid, name="evidence-heard"),
        "evidence-transcript": post("evidence-transcript", [support.evidence.uid]),
        "evidence-file": get(support.evidence.uid, name="evidence-file"),
        **{f"evidence-{name}": get(support.evidence.uid, name=f"evidence-{name}") for name in kept},
        **{f"evidence-{name}": get(*copy, name=f"evidence-{name}") for name in of_a_copy},
        "evidence-copy-order": post("evidence-copy-order", [support.evidence.uid]),
        "evidence-archive": post("evidence-archive", [support.evidence.uid]),
        "evidence-sent": post("evidence-sent", [support.evidence.uid]),
        "evidence-archive-address": post(
            "evidence-archive-address", [support.evidence.uid], archive_url="https://example.org/"
        ),
        "support-wording": post("support-wording", [support.uid], stance="refutes"),
        "support-removal": post("support-removal", [support.uid]),
        "figures-csv": get("open", name="figures-csv"),
        "queue-change": post("queue-change", [], row=str(claim.uid), assignee="me"),
        "view-save": post("view-save", [], name="Mine", back="assignee=me"),
        "view-edit": post("view-edit", [world.view.uid], name="Too late"),
        "view-removal": post("view-removal", [world.view.uid]),
        "pass-start": post("pass-start", [], back="state=all", name="All"),
        "pass-end": post("pass-end", []),
        "pass-approve-claim": post("pass-approve-claim", [uid, world.checked.number]),
        "pass-approve-said": post("pass-approve-said", [uid, world.heard.uid]),
        "source-names": get(name="source-names"),
        "source-detail": get(source.uid, name="source-detail"),
        "source-history": get(source.uid, name="source-history"),
        "person-history: a colleague": get(person("cleo").uid, name="person-history"),
        "person-history: me": get(user.uid if user else uid, name="person-history"),
        "source-edit": post("source-edit", [source.uid], name="Ina Volk", kind="person"),
        "source-alias": post("source-alias", [source.uid], name="I. Volk"),
        "source-role": post("source-role", [source.uid], title="harbour master"),
        "source-merge": get(source.uid, name="source-merge"),
        "source-merge: send": post("source-merge", [source.uid], into=str(world.other.uid)),
        "source-part": post("source-part", [source.uid]),
        "profile: send": post("profile", [], name="Somebody", email=""),
        "expert": get(world.expert_token, name="expert"),
        "expert-invite": post("expert-invite", [world.expert.query.uid], **outside),
        "expert-revoke": post("expert-revoke", [world.expert.uid]),
        "invitation": get(token, name="invitation"),
        "notice-open": get(told_of(claim, user).uid, name="notice-open"),
        "notice-read": post("notice-read", []),
        "notice-choices: send": post("notice-choices", [], **dict.fromkeys(NoticeKind, "off")),
        "calendar": get(calendar.make_address(by=person("cleo")), name="calendar"),
        "calendar-make": post("calendar-make", []),
        "calendar-end": post("calendar-end", []),
    }


def told_of(claim: Claim, user: User | None) -> Notice:
    """Return a notice of somebody's, the same each time: of a claim that this person checked."""
    user = user or person("cleo")
    about = {"article": claim.article, "object_type": "claim", "object_uid": claim.uid}
    return Notice.objects.get_or_create(
        uid=uuid.uuid5(claim.uid, user.username),
        defaults={"user": user, "kind": NoticeKind.RECHECK, **about},
    )[0]


def outcome(answer: HttpResponseBase) -> str:
    """Say what came of knocking."""
    if answer.streaming:
        list(answer)  # to the end, so that its file is closed
    if answer.status_code == 302 and answer["Location"].startswith(f"{SIGN_IN}?next="):
        return "sign in first"
    return {403: "refused", 404: "not there"}.get(answer.status_code, "in")


def knock(world: World, who: str, doors: set[str]) -> dict[str, str]:
    """Knock at each of ``doors``; what is done behind one is undone before the next."""
    user, client = user_for(who), Client()
    if user is not None:
        client.force_login(user)
    asked = asking(world, user)
    came = {}
    for door in sorted(doors):
        with transaction.atomic():
            answer = asked[door](client)
            assert not words_in(answer), (who, door)
            came[door] = outcome(answer)
            transaction.set_rollback(True)
    return came


def test_the_table_names_every_address_of_the_site() -> None:
    named = {name for name, _ in routes(get_resolver()) if not name.startswith("admin:")}
    assert {door.partition(":")[0] for door in DOORS} == named


def test_every_view_of_ours_names_its_rule() -> None:
    ours = dict(project_views())
    assert len(ours) > 40
    assert {getattr(view, "access_rule", None) for view in ours.values()} <= RULES
    assert every_view_has_an_access_rule() == []


@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_through_their_own_doors_and_no_others(
    who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_as_html(monkeypatch)
    world = World()
    plant(world)
    world.sign_off = seal(world)
    came = knock(world, who, set(DOORS))
    let_in = {door for door, what in came.items() if what == "in"}
    assert let_in == {door for door, may in DOORS.items() if who in may}
    if who in (SIGNED_OUT, "editor who left"):
        assert set(came.values()) == {"in", "sign in first"}


# --- an article for named people only -------------------------------------------------------------

HANGS = ("claim", "statement", "suggestion", "support", "undo", "nothing-here")
HANGS += ("something-here", "change-")
HANGS += ("evidence-detail", "evidence-edit", "evidence-file", "evidence-history")
HANGS += ("evidence-cop", "evidence-heard", "evidence-transcript")
HANGS += ("evidence-sharing", "evidence-withdrawal", "evidence-return")
HANGS += ("evidence-archive", "evidence-sent")
HANGS += ("article-detail", "article-edit", "article-stage", "article-history")
HANGS += ("article-pulse",)
HANGS += ("article-annotated", "article-word")
HANGS += ("revision-",)
HANGS += ("article-tray", "article-shares")
HANGS += ("source-detail", "source-edit", "source-alias", "source-role", "source-merge")
HANGS += ("source-part", "source-history", "expert-invite", "expert-revoke", "article-people")
HANGS += ("gate: of", "gate-list", "gate-override", "sign-off")
HANGS += ("notice-open",)
HANGS += ("query-detail", "query-ask", "query-re", "query-list: of", "pass-approve")
HANGS_ON_AN_ARTICLE = {door for door in DOORS if door.startswith(HANGS)}


def test_what_only_named_people_may_know_is_not_there_for_colleagues() -> None:
    world = World(visibility=Visibility.NAMED)
    for who in ("checker", "reviewer", "editor"):
        came = knock(world, who, HANGS_ON_AN_ARTICLE)
        assert {door for door, what in came.items() if what != "not there"} == set(), who


def test_nobody_else_learns_of_it_either(monkeypatch: pytest.MonkeyPatch) -> None:
    print_as_html(monkeypatch)
    world = World(visibility=Visibility.NAMED)
    its_authors = {door for door in HANGS_ON_AN_ARTICLE if "author" in DOORS[door]}
    for who in ("author", "another author", "admin", "no role"):
        came = knock(world, who, HANGS_ON_AN_ARTICLE)
        let_in = {door for door, what in came.items() if what == "in"}
        assert let_in == (its_authors if who == "author" else set()), who


def test_a_named_reader_works_on_it_like_on_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    print_as_html(monkeypatch)
    world = World(visibility=Visibility.NAMED)
    world.article.readers.add(person("carl"))
    Evidence.objects.get(pk=world.file.evidence_id).readers.add(person("carl"))
    came = knock(world, "checker", HANGS_ON_AN_ARTICLE)
    let_in = {door for door, what in came.items() if what == "in"}
    assert let_in == {door for door in HANGS_ON_AN_ARTICLE if "checker" in DOORS[door]}


def test_words_of_one_article_are_not_found_under_the_address_of_another() -> None:
    world, other = World(), factories.article(by=person("cleo"))
    client = Client()
    client.force_login(person("carl"))
    for name, key in (
        ("statement-detail", world.statement.uid),
        ("suggestion-detail", world.suggested.uid),
        ("claim-detail", world.claim.number),
        ("query-detail", world.query.uid),
    ):
        assert client.get(reverse(name, args=[other.uid, key])).status_code == 404


def test_a_hidden_article_leaves_no_trace_in_lists() -> None:
    world = World(visibility=Visibility.NAMED)
    Article.objects.filter(pk=world.article.pk).update(title="Zanzibar deal")
    client = Client()
    client.force_login(person("edda"))
    for name in (
        "today",
        "article-list",
        "queue",
        "queue-csv",
        "figures",
        "source-list",
        "query-list",
        "evidence-list",
        "notice-list",
        "view-list",
    ):
        answer = client.get(reverse(name), {"stage": "all", "state": "all", "show": "all"})
        shown = b"".join(answer) if answer.streaming else answer.content
        assert b"Zanzibar" not in shown, name
        assert b"Ines Volk" not in shown, name


# --- the admin ------------------------------------------------------------------------------------


KEYS = {"app_label": "claims", "content_type_id": "1", "url": "nowhere/"}


def admin_addresses() -> list[str]:
    """Return the address of every page of the admin, with some key where one is asked for."""
    root = reverse("admin:index")
    return sorted(
        {
            root + template % {key: KEYS.get(key, "1") for key in keys}
            for ways in get_resolver().namespace_dict["admin"][1].reverse_dict.lists()
            for way in ways[1]
            for template, keys in way[0]
            if template not in ("login/", "jsi18n/", "logout/")
        }
    )


@pytest.mark.parametrize("who", sorted(set(WHO) - ADMINS))
def test_the_admin_is_for_admins(who: str) -> None:
    user = user_for(who)
    client = Client()
    if user is not None:
        client.force_login(user)
    door, sign_in = reverse("admin:login"), reverse("account_login")
    at_the_door = client.get(door)
    assert at_the_door.status_code == 403 or at_the_door["Location"].startswith(sign_in)
    addresses = admin_addresses()
    assert len(addresses) > 20
    for address in addresses:
        answer = client.get(address)
        led = answer.get("Location", "").partition("?")[0] in (door, sign_in)
        assert led or answer.status_code == 403, (address, answer.status_code)
        assert client.post(address, {"action": "x"}).status_code in (302, 403, 404)


def test_an_admin_opens_the_admin_and_its_lists(client: Client) -> None:
    World()
    client.force_login(person("adam"))
    assert client.get(reverse("admin:index")).status_code == 200
    names = {name for name, _ in routes(get_resolver()) if name.startswith("admin:claims_")}
    lists = sorted(name for name in names if name.endswith("_changelist"))
    assert "admin:claims_article_changelist" in lists
    for name in lists:
        assert client.get(reverse(name), follow=True).status_code == 200, name


def test_an_admin_marks_nothing_by_virtue_of_being_one(client: Client) -> None:
    world = World()
    client.force_login(person("adam"))
    before = Claim.objects.filter(verdict="").count(), Statement.objects.filter(said="").count()
    client.post(reverse("claim-verdict", args=[world.article.uid, 1]), {"verdict": "verified"})
    said = reverse("statement-said", args=[world.article.uid, world.statement.uid])
    client.post(said, {"said": "verbatim"})
    articles.archive_article(article=world.article, by=person("edda"))
    assert before == (
        Claim.objects.filter(verdict="").count(),
        Statement.objects.filter(said="").count(),
    )
