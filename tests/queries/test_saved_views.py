"""Views of the queue: each number is the length of its list, and no view widens by itself."""

from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.enums import Visibility
from claims.models import Article, Claim, SavedView, Source, Tag, User
from claims.queries.queue_asking import asked
from claims.queries.queue_conditions import Viewer, matching
from claims.queries.saved_views import Kept, Views, kept_by, views_of
from tests.people import person

from .desk_work import newsroom
from .test_queue import LISTS

pytestmark = pytest.mark.django_db


def seen_by(user: User) -> Views:
    return views_of(Viewer.of(user))


def listed(query: str, user: User) -> list[Any]:
    return list(matching(asked(QueryDict(query), user).filters, Viewer.of(user)))


def kept(name: str, query: str, *, by: str = "carl", shared: bool = False) -> SavedView:
    return SavedView.objects.create(owner=person(by), name=name, query=query, is_shared=shared)


def names(views: list[Kept]) -> list[str]:
    return [view.view.name for view in views]


def test_every_number_is_the_length_of_its_list_for_each_role(
    subtests: pytest.Subtests, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = newsroom()
    work.city.authors.add(person("ada"))
    today = Viewer.of(person("carl")).today
    Claim.objects.filter(pk=work.claims["posts"].pk).update(due_at=today)
    secret = Article.objects.get(title="Secret")
    questions = {query for query, _names in LISTS}
    questions |= {"stage=all&state=all", "show=statements&stage=all&said=all", "stage=archived"}
    questions |= {f"article={work.city.uid}&sort=newest", f"article={secret.uid}"}
    questions |= {"new=mine&state=all", "sort=pressing", "assignee=role", "state=settled"}
    monkeypatch.setattr("claims.queries.saved_views.MOST_SHARED", 200)
    for username in ("ada", "carl", "rita", "edda", "adam"):
        user = person(username)
        SavedView.objects.all().delete()
        SavedView.objects.bulk_create(
            SavedView(owner=owner, name=query or "-", query=query, is_shared=True)
            for number, query in enumerate(sorted(questions))
            for owner in [person("cleo") if number % 2 and str(secret.uid) not in query else user]
        )
        with subtests.test(username=username):
            check_numbers(user)


def check_numbers(user: User) -> None:
    views = seen_by(user)
    shown = [*views.daily, *views.own, *views.shared]
    for view in shown:
        length = len(listed(view.url.partition("?")[2], user)) if view.url else 0
        assert view.count == length, view.label
    assert sum(view.count > 0 for view in shown) > 8
    lost = [view.lost for view in views.own if view.is_lost]
    assert lost == ([] if user == person("edda") else ["Article"])
    assert len(views.daily) == (8 if user in (person("rita"), person("edda")) else 6)


def test_what_not_everybody_may_know_of_is_shared_with_those_who_may() -> None:
    newsroom()
    secret = Article.objects.get(title="Secret")
    secret.readers.add(person("rita"))
    whistle = Source.objects.get(name="A Whistleblower")
    kept("The deal", f"article={secret.uid}&state=all", by="edda", shared=True)
    kept("What she says", f"source={whistle.uid}", by="edda", shared=True)
    kept("Both", f"article={secret.uid}&tag=port", by="edda", shared=True)
    assert names(seen_by(person("rita")).shared) == ["Both", "The deal", "What she says"]
    for username in ("carl", "ada", "adam"):
        assert seen_by(person(username)).shared == []
    assert [view.count for view in seen_by(person("edda")).own] == [0, 1, 0]


LOST = [
    ("article={article}", "Article"),
    ("article={article}&state=all", "Article"),
    ("tag=urgent&tag=port", "Tag"),
    ("desk=moon", "Desk"),
    ("source=00000000-0000-0000-0000-000000000000", "Said by"),
    ("assignee=00000000-0000-0000-0000-000000000000", "Assigned to"),
    ("state=dreaming", "Check state"),
    ("sort=price", "“price” is not known here."),
]


def test_a_view_that_lost_what_it_asks_for_lists_nothing_wider() -> None:
    work = newsroom()
    Article.objects.filter(pk=work.science.pk).update(visibility=Visibility.NAMED)
    Tag.objects.filter(slug="urgent").delete()
    for query, _gone in LOST:
        kept(query, query.format(article=work.science.uid), by="cleo", shared=True)
    own = {kept.label: kept for kept in seen_by(person("cleo")).own}
    for query, gone in LOST:
        view = own[query]
        assert (view.is_lost, view.lost, view.url, view.count) == (True, gone, "", 0)
    assert seen_by(person("rita")).shared == []
    assert kept_by(person("edda")) == ([], [])


def test_me_is_whoever_looks() -> None:
    newsroom()
    kept("Mine", "assignee=me", shared=True)
    kept("Cleo's", f"assignee={person('cleo').uid}", shared=True)
    assert [v.count for v in seen_by(person("carl")).own] == [1, 1]
    assert [v.count for v in seen_by(person("cleo")).shared] == [1, 1]
    assert [v.count for v in seen_by(person("rita")).shared] == [1, 0]


def test_what_is_not_shared_is_one_s_own() -> None:
    kept("Mine", "worth=high")
    kept("Ours", "worth=high&sort=risk", shared=True)
    kept("Ada's", "worth=high", by="ada")
    assert names(seen_by(person("carl")).own) == ["Mine", "Ours"]
    assert names(seen_by(person("cleo")).shared) == ["Ours"]
    ada = seen_by(person("ada"))
    assert (names(ada.own), names(ada.shared)) == (["Ada's"], [])
    assert seen_by(person("nora")).shared == []


def test_the_current_view_is_the_same_question_in_the_same_order() -> None:
    kept("By risk", "worth=high&sort=risk")
    views = seen_by(person("carl"))
    assert views.name_of("/queue/?worth=high&sort=risk") == "By risk"
    assert views.name_of("/queue/?worth=high") == ""
    assert str(views.name_of("/queue/?assignee=me")) == "Mine"


def test_twenty_views_take_as_many_statements_as_three() -> None:
    work, user = newsroom(), person("rita")
    uid, source = work.city.uid, Source.objects.get(name="Ines Volk")
    every = f"article={uid}&tag=port&desk=city&source={source.uid}&assignee={person('cleo').uid}"
    counts = []
    for size in (3, 20):
        for number in range(SavedView.objects.count(), size):
            extra = ("", "&stage=all", "&text=storm")[number % 3]
            kept(f"V{number}", f"{every}{extra}", by="edda", shared=True)
        viewer = Viewer(user, timezone.now(), timezone.get_current_timezone())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            views = views_of(viewer)
        counts.append((len(views.shared), len(queries)))
    # the views, five kinds of things they name, and all counts
    assert counts == [(3, 7), (20, 7)]
