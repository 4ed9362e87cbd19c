"""Views of the queue: saved under one's own names, shared, and deleted by whoever may."""

import pytest

from claims.enums import Visibility
from claims.models import AuditEvent, SavedView
from claims.services.saved_views import MOST_OWN, MOST_SHARED, drop_view, edit_view, save_view
from claims.services.saving import Invalid, Refused, Stale
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


def saved(
    name: str = "Late", query: str = "due=overdue", *, by: str = "carl", shared: bool = False
) -> SavedView:
    return save_view(name=name, query=query, by=person(by), is_shared=shared)


def kinds() -> list[str]:
    return list(
        AuditEvent.objects.filter(object_type="savedview")
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def test_the_question_is_kept_as_the_address_holds_it() -> None:
    me = person("carl")
    view = saved(" Mine,  late ", f"sort=newest&stage=work&due=overdue&assignee={me.uid}&after=x")
    assert (view.name, view.query) == ("Mine, late", "due=overdue&assignee=me&sort=newest")
    assert saved("All", "").query == ""
    assert kinds() == ["view.saved", "view.saved"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "Give the view a name."),
        (" \t ", "Give the view a name."),
        ("late", "You have a view named “late” already."),
        ("  LATE ", "You have a view named “LATE” already."),
        ("x" * 81, "at most 80 characters"),
        ("a\x00b", "broken characters"),
    ],
)
def test_a_name_that_does_not_fit_is_refused_with_a_sentence(name: str, words: str) -> None:
    saved("Late")
    with pytest.raises(Invalid, match=words):
        saved(name, "worth=high")
    other = saved("Other")
    with pytest.raises(Invalid, match=words):
        edit_view(view=other, name=name, is_shared=False, by=person("carl"))
    assert SavedView.objects.count() == 2
    assert saved("Late", by="cleo").owner == person("cleo")  # names are one's own


def test_a_question_that_is_not_understood_whole_is_not_saved() -> None:
    secret = factories.article(by=person("edda"), visibility=Visibility.NAMED)
    for query in ("desk=moon", "state=dreaming", f"article={secret.uid}", "sort=price"):
        with pytest.raises(Invalid, match="This view cannot be saved"):
            saved(query=query)
    assert saved(query=f"article={secret.uid}", by="edda").query == f"article={secret.uid}"


def test_a_view_is_renamed_and_shared_by_its_owner_alone() -> None:
    view, carl = saved(), person("carl")
    assert edit_view(view=view, name="Late", is_shared=False, by=carl) is None
    edit_view(view=view, name="Overdue", is_shared=True, by=carl, seen=1)
    view.refresh_from_db()
    assert (view.name, view.is_shared, view.version) == ("Overdue", True, 2)
    for username in ("cleo", "edda", "adam"):
        with pytest.raises(Refused, match="Only who saved a view"):
            edit_view(view=view, name="Theirs", is_shared=False, by=person(username))
    with pytest.raises(Stale):
        edit_view(view=view, name="Old", is_shared=False, by=carl, seen=1)
    edit_view(view=view, name="Too late", is_shared=True, by=carl)
    edit_view(view=view, name="Too late", is_shared=False, by=carl)
    assert kinds() == ["view.saved", "view.shared", "view.renamed", "view.unshared"]


def test_the_log_keeps_the_name_of_shared_views_only() -> None:
    article = factories.article()
    said = factories.statement(article, "We will not open a day early")
    assert said.source is not None
    for query in (f"article={article.uid}", f"source={said.source.uid}"):
        saved(f"About Zanzibar {query}"[:60], query, by="edda", shared=True)
    view, carl = saved("The Zanzibar deal"), person("carl")
    edit_view(view=view, name="Zanzibar", is_shared=False, by=carl)
    told = [
        f"{e.object_name}{e.changes}" for e in AuditEvent.objects.filter(kind__startswith="view.")
    ]
    assert len(told) == 4
    assert "Zanzibar" not in "".join(told)
    edit_view(view=view, name="Ours", is_shared=True, by=carl)
    assert AuditEvent.objects.get(kind="view.shared").object_name == "Ours"


@pytest.mark.parametrize(
    ("username", "shared", "words"),
    [
        ("carl", False, ""),
        ("carl", True, ""),
        ("cleo", False, "Only who saved a view deletes it."),
        ("cleo", True, "Only who saved it, an editor or an admin"),
        ("rita", True, "Only who saved it, an editor or an admin"),
        ("edda", False, "Only who saved a view deletes it."),
        ("edda", True, ""),
        ("adam", False, "Only who saved a view deletes it."),
        ("adam", True, ""),
    ],
)
def test_own_views_and_as_an_editor_shared_ones_are_deleted(
    username: str, shared: bool, words: str
) -> None:
    view = saved(shared=shared)
    if words:
        with pytest.raises(Refused, match=words):
            drop_view(view=view, by=person(username))
        assert SavedView.objects.count() == 1
        return
    drop_view(view=view, by=person(username))
    assert not SavedView.objects.exists()
    assert kinds() == ["view.saved", "view.dropped"]


def test_an_author_keeps_views_and_shares_none() -> None:
    view = saved(by="ada")
    with pytest.raises(Refused, match="Keep it for yourself"):
        saved("Ours", by="ada", shared=True)
    with pytest.raises(Refused, match="Keep it for yourself"):
        edit_view(view=view, name="Ours", is_shared=True, by=person("ada"))
    with pytest.raises(Refused, match="no queue"):
        saved(by="nora")


def test_there_are_only_as_many_as_fit() -> None:
    carl = person("carl")
    for number in range(MOST_OWN):
        view = saved(f"V{number}", shared=number < MOST_SHARED)
    with pytest.raises(Invalid, match="You have 20 views"):
        saved("One more")
    with pytest.raises(Invalid, match="You share 5 views"):
        edit_view(view=view, name=view.name, is_shared=True, by=carl)
    drop_view(view=view, by=carl)
    with pytest.raises(Invalid, match="You share 5 views"):
        saved("One more", shared=True)
    assert saved("One more").name == "One more"
