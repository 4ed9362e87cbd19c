"""Accounts: who changes what about whom; desks and tags: who keeps them."""

import pytest

from claims.models import AuditEvent, Tag, User
from claims.services import accounts, vocabulary
from claims.services.saving import Invalid, Refused
from tests import factories
from tests.people import PASSWORD, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["ada", "carl", "rita", "edda", "nora"])
def test_only_an_admin_looks_after_people_and_words(who: str) -> None:
    by, cleo = person(who), person("cleo")
    with pytest.raises(Refused):
        accounts.edit_person(person=cleo, by=by, is_editor=True)
    with pytest.raises(Refused):
        accounts.set_password(person=cleo, password="x", by=by)
    with pytest.raises(Refused):
        vocabulary.keep_word(word=Tag(name="x", slug="x"), by=by)
    with pytest.raises(Refused):
        vocabulary.drop_word(word=Tag.objects.create(name="y", slug="y"), by=by)
    cleo.refresh_from_db()
    assert not cleo.is_editor
    assert cleo.check_password(PASSWORD)


@pytest.mark.parametrize("field", ["is_staff", "is_superuser", "username", "is_active"])
def test_nobody_gives_themselves_a_role_by_their_profile(field: str) -> None:
    with pytest.raises(TypeError):
        accounts.edit_profile(by=person("carl"), **{field: True})


def test_not_even_an_admin_makes_a_superuser() -> None:
    with pytest.raises(TypeError):
        accounts.edit_person(person=person("carl"), by=person("adam"), is_superuser=True)


def test_saving_what_stands_there_leaves_no_trace() -> None:
    carl = person("carl")
    assert accounts.edit_profile(by=carl, name=carl.name, email=carl.email) is None
    assert not AuditEvent.objects.exists()


def test_what_no_database_can_keep_is_refused_in_words() -> None:
    with pytest.raises(Invalid, match="broken characters"):
        accounts.edit_profile(by=person("carl"), name="Carl\x00")
    assert User.objects.get(username="carl").name == "Carl Checker"


def test_a_tag_in_use_is_not_dropped() -> None:
    claim = factories.claim(factories.article(), "It was the sixth closure since April.")
    tag = Tag.objects.create(name="Storm", slug="storm")
    claim.tags.add(tag)
    with pytest.raises(Invalid, match="in use"):
        vocabulary.drop_word(word=tag, by=person("adam"))
    claim.tags.clear()
    vocabulary.drop_word(word=tag, by=person("adam"))
    assert AuditEvent.objects.get(kind="word.dropped").object_name == "Storm"
