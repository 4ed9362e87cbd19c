"""Texts and the audit log are written once; a text's words decide whether it is another one."""

import pytest
from django.db import transaction

from claims.enums import Origin
from claims.models import Article, AuditEvent, Revision
from claims.text.segments import Block, BlockKind
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


def test_a_revision_is_never_changed() -> None:
    revision = factories.article().current
    assert revision is not None
    revision.text = "Other words."
    with pytest.raises(TypeError):
        revision.save()
    revision.refresh_from_db()
    assert revision.text == factories.STORY


def test_an_event_is_neither_changed_nor_taken_out() -> None:
    factories.article()
    event = AuditEvent.objects.all()[0]
    event.note = "it was not me"
    rows = AuditEvent.objects.filter(pk=event.pk)
    deeds = [
        event.save,
        event.delete,
        rows.delete,
        lambda: rows.update(note="it was not me"),
        lambda: AuditEvent.objects.bulk_update([event], ["note"]),
        lambda: AuditEvent.objects.update_or_create(
            defaults={"note": "it was not me"}, pk=event.pk
        ),
    ]
    for deed in deeds:
        with pytest.raises(TypeError), transaction.atomic():
            deed()
    assert AuditEvent.objects.get(pk=event.pk).note == ""


def test_the_log_survives_what_it_is_about() -> None:
    article = factories.article()
    events = AuditEvent.objects.filter(article_uid=article.uid)
    before = events.count()
    Article.objects.filter(pk=article.pk).update(current=None)
    article.claims.all().delete()
    article.delete()
    assert events.count() == before > 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a b", "a  b", True),
        ("a b", " a\n\nb\u00a0", True),
        ("a b", "ab", False),
        ("a b", "a B", False),
        ("a", "a\u0301", False),
    ],
)
def test_white_space_does_not_make_another_text(one: str, other: str, same: bool) -> None:
    assert (Revision.hash_of(one) == Revision.hash_of(other)) is same


def test_blocks_are_found_by_the_characters_they_share() -> None:
    article = Article.objects.create(title="x", created_by=person("carl"))
    blocks = [["headline", 0, 2], ["furniture", 2, 3], ["paragraph", 4, 8]]
    revision = Revision(
        article=article, number=1, text="ab.\ncdef", blocks=blocks, origin=Origin.PASTE
    )
    head, line, body = (Block(BlockKind(kind), a, b) for kind, a, b in blocks)
    assert revision.block_at(0, 2) == head
    assert revision.block_at(1, 3) is None
    assert revision.blocks_touching(0, 2) == [head]
    assert revision.blocks_touching(1, 3) == [head, line]
    assert revision.blocks_touching(3, 4) == []
    assert revision.blocks_touching(0, 8) == [head, line, body]
