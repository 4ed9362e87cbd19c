"""Which evidence may be sent to a public archive: people × states, and where hosts lie."""

import pytest
from django.utils import timezone

from claims import permissions
from claims.enums import EvidenceKind, Role, Visibility
from claims.fetching.addresses import looks_public
from claims.models import Article, Evidence
from claims.services import supports
from tests import factories
from tests.people import person

from .unstored import CHECKS, POWERLESS, somebody

PUBLIC = (
    "https://example.org/a",
    "http://example.org:80/",
    "http://8.8.8.8/",
    "https://ä.example/",
)
PRIVATE = (
    *("http://intranet/a", "http://localhost/", "http://wiki.local/", "https://wiki.corp./x"),
    *("http://127.0.0.1/", "http://10.1.2.3/a", "http://[::1]/", "http://[fe80::1]/", "http://0/"),
    *("http://169.254.169.254/", "http://100.64.0.1/", "http://2130706433/", "http://127.1/"),
    *("http://0x7f.0.0.1/", "https://user:pass@example.org/", "https://example.org:8443/"),
    *("ftp://example.org/", "https://", "https://exa mple.org/", "http://[::ffff:10.0.0.1]/"),
    *("http://[64:ff9b::a00:1]/", "http://printer.home.arpa/", "x" * 3000),
)


def test_only_who_may_add_evidence_sends_it_and_only_public_evidence_with_an_address(
    db: None,
) -> None:
    row = factories.web_page()

    def why(roles: set[Role], **about: object) -> str:
        return permissions.why_not_send_to_archive(
            somebody(*roles), Evidence(pk=row.pk, **{"url": row.url, **about})
        )

    for role in Role:
        assert (why({role}) == "") == (role in CHECKS), role
    for name, user in POWERLESS.items():
        assert permissions.why_not_send_to_archive(user, row), name
    for role in CHECKS:
        assert "named people" in why({role}, visibility=Visibility.NAMED)
        assert "withdrawn" in why({role}, withdrawn_at=timezone.now())
        assert "no web address" in why({role}, url="")
        assert "no web address" in why({role}, url="", kind=EvidenceKind.INTERVIEW)
        for url in PRIVATE:
            assert "from outside the house" in why({role}, url=url), url


def test_addresses_of_the_world_look_public_and_those_of_a_house_do_not() -> None:
    assert [url for url in PUBLIC if not looks_public(url)] == []
    assert [url for url in PRIVATE if looks_public(url)] == []


@pytest.mark.django_db
def test_one_desk_that_forbids_it_is_enough_while_its_article_rests_on_it() -> None:
    carl, article = person("carl"), factories.article()
    on_claim = factories.support(factories.claim(article, "The ferry line"))
    row = on_claim.evidence
    other = factories.article(text="Bridge opens\n\n“It is new,” Ines Volk said.")
    on_words = supports.attach(
        evidence=row, target=factories.statement(other, "It is new"), by=carl, stance="supports"
    )
    assert permissions.why_not_send_to_archive(carl, row) == ""
    desks = {yes: factories.desk(f"Desk{yes}", may_archive=yes) for yes in (True, False)}
    Article.objects.filter(pk=article.pk).update(desk=desks[True])
    assert permissions.why_not_send_to_archive(carl, row) == ""
    Article.objects.filter(pk=other.pk).update(desk=desks[False], visibility="named")
    assert "A desk that works with it" in permissions.why_not_send_to_archive(carl, row)
    supports.detach(support=on_words, by=carl)
    assert permissions.why_not_send_to_archive(carl, row) == ""
    Article.objects.filter(pk=article.pk).update(desk=desks[False])
    assert "A desk that works with it" in permissions.why_not_send_to_archive(carl, row)
