"""A change in the admin is made by the newsroom's verbs, and meets the same rules."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.enums import Risk, State
from claims.models import Article, AuditEvent, Claim, Desk, Source, Tag, User
from claims.services import claims
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db
WORDS = "The repair cost 3.1 million crowns"


def sign_in(client: Client, *roles: str) -> User:
    """Sign the admin in, holding ``roles`` (columns) too."""
    User.objects.filter(pk=person("adam").pk).update(**dict.fromkeys(roles, True))
    adam = User.objects.get(username="adam")
    client.force_login(adam)
    return adam


def page(thing: Any) -> str:
    return reverse(f"admin:claims_{thing._meta.model_name}_change", args=[thing.pk])


def claim_form(claim: Claim, **changes: Any) -> dict[str, Any]:
    data = {"text": claim.text, "kind": claim.kind, "risk": claim.risk, "action": claim.action}
    inline = {"anchors-TOTAL_FORMS": 0, "anchors-INITIAL_FORMS": 0}
    return {**data, "assignee": "", "tags": [], "seen": claim.version, **inline, **changes}


def test_an_admin_who_is_nothing_else_does_not_mark_claims(client: Client) -> None:
    sign_in(client)
    claim = factories.claim(factories.article(), WORDS)
    answer = client.post(page(claim), claim_form(claim, text="Something else"))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Only checkers, reviewers and editors mark claims." in html
    assert "Something else" in html  # what was typed is still there
    claim.refresh_from_db()
    assert claim.text == WORDS


def test_a_claim_is_given_to_a_person_or_to_a_role(client: Client) -> None:
    sign_in(client, "is_reviewer")
    claim = factories.claim(factories.article(), WORDS)
    both = claim_form(claim, assignee=person("carl").pk, assigned_role="reviewer")
    answer = client.post(page(claim), both)
    assert "Give it to a person or to a role, not to both." in answer.content.decode()
    assert client.post(page(claim), claim_form(claim, assigned_role="reviewer")).status_code == 302
    claim.refresh_from_db()
    assert (claim.assignee, claim.assigned_role, claim.state) == (None, "reviewer", State.TO_CHECK)


def test_a_claim_is_mended_by_its_verbs(client: Client) -> None:
    adam = sign_in(client, "is_reviewer")
    claim = factories.claim(factories.article(), WORDS)
    tag = Tag.objects.create(name="Money", slug="money")
    data = claim_form(claim, text="It cost a lot", assignee=person("carl").pk, tags=[tag.pk])
    assert client.post(page(claim), data).status_code == 302
    claim.refresh_from_db()
    assert (claim.text, claim.assignee, claim.state) == (
        "It cost a lot",
        person("carl"),
        State.CHECKING,
    )
    assert list(claim.tags.all()) == [tag]
    kinds = AuditEvent.objects.filter(actor_uid=adam.uid, object_uid=claim.uid)
    assert set(kinds.values_list("kind", flat=True)) == {
        "claim.edited",
        "claim.assigned",
        "claim.tagged",
    }


def test_nothing_is_half_saved_when_a_later_verb_refuses(client: Client) -> None:
    sign_in(client, "is_checker")
    claim = factories.claim(factories.article(), WORDS)
    data = claim_form(claim, text="Half", assignee=person("cleo").pk)
    html = client.post(page(claim), data).content.decode()
    assert "Checkers take claims themselves" in html
    claim.refresh_from_db()
    assert (claim.text, claim.assignee, claim.version) == (WORDS, None, 1)


def test_a_verdict_cannot_be_set_or_approved_here(client: Client) -> None:
    sign_in(client, "is_editor")
    claim = factories.claim(factories.article(), WORDS)
    forged = {"state": "approved", "verdict": "verified", "verdict_by": person("carl").pk}
    client.post(page(claim), claim_form(claim, risk=Risk.HIGH, **forged))
    claim.refresh_from_db()
    assert (claim.risk, claim.state, claim.verdict) == (Risk.HIGH, State.TO_CHECK, "")


def test_the_second_of_two_does_not_overwrite_the_first(client: Client) -> None:
    sign_in(client, "is_checker")
    claim = factories.claim(factories.article(), WORDS)
    data = claim_form(claim, text="Second")
    claims.edit_claim(claim=claim, by=person("carl"), text="First")
    answer = client.post(page(claim), data)
    assert "Somebody changed this since you opened it" in answer.content.decode()
    claim.refresh_from_db()
    assert claim.text == "First"


@pytest.mark.parametrize(("role", "title"), [(None, "Old"), ("is_checker", "New")])
def test_an_article_is_described_by_who_may(client: Client, role: str | None, title: str) -> None:
    sign_in(client, *([role] if role else []))
    article = factories.article(title="Old")
    data = {
        "title": "New",
        "visibility": "newsroom",
        "authors": [person("ada").pk],
        "seen": article.version,
        "stage": "published",
    }
    client.post(page(article), data)
    article.refresh_from_db()
    assert (article.title, article.stage) == (title, "incoming")
    assert article.authors.exists() is (role is not None)


def test_an_article_is_restricted_by_an_editor_only(client: Client) -> None:
    sign_in(client, "is_checker")
    article = factories.article()
    data = {"title": article.title, "visibility": "named", "seen": article.version}
    html = client.post(page(article), data).content.decode()
    assert "decides who reads it" in html
    assert Article.objects.get().visibility == "newsroom"


def test_archiving_says_why_not(client: Client) -> None:
    sign_in(client)
    article = factories.article()
    url = reverse("admin:claims_article_changelist")
    data = {"action": "archive", "_selected_action": [article.pk]}
    html = client.post(url, data, follow=True).content.decode()
    assert "Only an editor archives articles." in html
    sign_in(client, "is_editor")
    assert "1 done." in client.post(url, data, follow=True).content.decode()
    article.refresh_from_db()
    assert article.archived_at


def source_form(source: Source, **changes: Any) -> dict[str, Any]:
    data = {"name": source.name, "kind": source.kind, "note": "", "seen": source.version}
    for prefix in ("aliases", "roles"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return {**data, **changes}


def test_a_source_is_renamed_and_keeps_its_old_name(client: Client) -> None:
    sign_in(client, "is_checker")
    source = factories.source("I. Volk")
    added = {"aliases-TOTAL_FORMS": 1, "aliases-0-name": "Volk", "aliases-0-source": source.pk}
    role = {"roles-TOTAL_FORMS": 1, "roles-0-title": "harbour master", "roles-0-source": source.pk}
    data = source_form(source, name="Ines Volk", **added, **role)
    assert client.post(page(source), data).status_code == 302
    source.refresh_from_db()
    assert source.name == "Ines Volk"
    assert set(source.aliases.values_list("name", flat=True)) == {"I. Volk", "Volk"}
    assert [str(r) for r in source.roles.all()] == ["harbour master"]
    kinds = set(AuditEvent.objects.values_list("kind", flat=True))
    assert {"source.edited", "source.alias_added", "source.role_added"} <= kinds


def test_a_source_is_not_mended_by_an_admin_alone(client: Client) -> None:
    sign_in(client)
    source = factories.source("I. Volk")
    for changes in (
        {"name": "Ines Volk"},
        {"aliases-TOTAL_FORMS": 1, "aliases-0-name": "Volk", "aliases-0-source": source.pk},
    ):
        html = client.post(page(source), source_form(source, **changes)).content.decode()
        assert "Only checkers, reviewers and editors edit sources." in html
    source.refresh_from_db()
    assert source.name == "I. Volk"
    assert not source.aliases.exists()


def test_an_unnamed_source_of_another_article_is_not_taken(client: Client) -> None:
    sign_in(client, "is_checker")
    statement = factories.statement(factories.article(), "Every one of the 40 mooring posts")
    other = factories.source("A sailor", kind="unnamed", article=factories.article())
    data = {
        "source": other.pk,
        "role_printed": "",
        "manner": "direct",
        "terms": "on_record",
        "seen": statement.version,
        "anchors-TOTAL_FORMS": 0,
        "anchors-INITIAL_FORMS": 0,
    }
    html = client.post(page(statement), data).content.decode()
    assert "speaks in another article" in html
    assert client.post(page(statement), {**data, "source": statement.source_id}).status_code == 302
    statement.refresh_from_db()
    assert (statement.manner, str(statement.source)) == ("direct", "Ines Volk")


def test_how_evidence_bears_is_mended_and_the_claim_follows(client: Client) -> None:
    sign_in(client, "is_checker")
    claim = factories.checked(factories.claim(factories.article(), WORDS))
    support = claim.supports.get()
    data = {"stance": "refutes", "passage": "p", "locator": "", "note": "", "seen": 1}
    assert client.post(page(support), data).status_code == 302
    claim.refresh_from_db()
    assert claim.state == State.CHECKING  # "verified" does not rest on what refutes it


def test_a_word_that_is_used_stays(client: Client) -> None:
    sign_in(client)
    url = reverse("admin:claims_desk_add")
    city = {"name": "City", "slug": "city", "review_policy": "every", "origins_asked": 2}
    assert client.post(url, city).status_code == 302
    desk = Desk.objects.get()
    added = AuditEvent.objects.get(kind="word.added")
    assert (added.object_name, added.changes["origins_asked"]) == ("City", [None, 2])
    assert added.changes["may_archive"] == [None, False]  # its box was not ticked
    factories.article(desk=desk)
    gone = reverse("admin:claims_desk_delete", args=[desk.pk])
    assert client.post(gone, {"post": "yes"}).status_code == 403
    Article.objects.update(desk=None)
    assert client.post(gone, {"post": "yes"}).status_code == 302
    assert not Desk.objects.exists()


def test_what_the_audit_log_says_of_hidden_evidence_is_not_shown(client: Client) -> None:
    sign_in(client)
    claim = factories.claim(factories.article(), WORDS)
    support = factories.support(claim, passage="whispered")
    event = AuditEvent.objects.get(kind="evidence.attached")
    assert "example.org" in client.get(page(event)).content.decode()
    type(support.evidence).objects.update(visibility="named")
    answer = client.get(page(event))
    assert answer.status_code == 302  # as for a key that nothing has
    assert "example.org" not in client.get(page(event), follow=True).content.decode()
