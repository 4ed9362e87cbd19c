"""Saving the question of the queue's page, and the page on which views are kept in order."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from claims.enums import Visibility
from claims.models import Article, SavedView
from claims.services.saved_views import save_view
from tests import factories
from tests.people import person

from .pages import HTMX, Element, find, page, signed_in, words

pytestmark = pytest.mark.django_db
URL = "/queue/"
PAGE = "/queue/views/"


def saved(name: str, query: str, *, by: str = "carl", shared: bool = False) -> SavedView:
    return save_view(name=name, query=query, by=person(by), is_shared=shared)


def beside(answer: HttpResponse) -> list[Element]:
    """Return the links to saved views beside the list."""
    links = find(page(answer), "a", class_="views__item")
    return [link for link in links if link.get("id").startswith("saved-")]


def to_save(answer: HttpResponse) -> list[Element]:
    return find(page(answer), "form", id="view-save")


def test_the_question_of_the_page_is_saved_and_stands_beside_the_list() -> None:
    factories.claim(factories.article(), "The repair cost 3.1 million crowns")
    carl = signed_in("carl")
    (form,) = to_save(carl.get(URL, {"worth": "medium", "sort": "newest"}))
    data = {"back": find(form, "input", name="back")[0].get("value"), "name": "New ones"}
    answer = carl.post(form.get("action"), {**data, "is_shared": "on"}, follow=True)
    assert answer.redirect_chain == [(f"{URL}?worth=medium&sort=newest", 302)]
    (link,) = beside(answer)
    assert (words(link), link.get("aria-current")) == ("New ones 1", "true")
    assert to_save(answer) == []
    name = find(page(answer), "form", action=reverse("pass-start"))[0]
    assert find(name, "input", name="name")[0].get("value") == "New ones"
    other = carl.get(URL, {"worth": "medium"})  # another order is another question
    assert len(to_save(other)) == 1
    assert beside(other)[0].get("aria-current") is None
    (theirs,) = beside(signed_in("cleo").get(URL))
    assert words(theirs).startswith("New ones")
    assert "Carl Checker" in words(theirs)
    assert to_save(carl.get(URL, {"assignee": "me"})) == []  # that is asked every day


def test_a_name_that_is_taken_is_told_and_nothing_typed_is_lost() -> None:
    saved("Late", "due=overdue")
    data = {"back": "worth=low", "name": "late", "is_shared": "on"}
    answer = signed_in("carl").post(reverse("view-save"), data, headers=HTMX)
    assert answer.status_code == 422
    (form,) = to_save(answer)
    assert "You have a view named “late” already." in words(form)
    assert form.getparent().get("open") is not None
    assert find(form, "input", name="name")[0].get("value") == "late"
    assert find(form, "input", name="is_shared")[0].get("checked") is not None
    assert find(form, "input", name="back")[0].get("value") == "worth=low"
    assert SavedView.objects.count() == 1


def test_views_are_renamed_shared_and_deleted_on_their_page() -> None:
    view, carl = saved("Late", "due=overdue"), signed_in("carl")
    edit, drop = reverse("view-edit", args=[view.uid]), reverse("view-removal", args=[view.uid])
    (form,) = find(page(carl.get(PAGE)), "form", action=edit)
    data = {
        i.get("name"): i.get("value") for i in find(form, "input") if i.get("type") != "checkbox"
    }
    assert carl.post(edit, {**data, "name": "Too late", "is_shared": "on"}).status_code == 302
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Too late", True)
    answer = carl.post(edit, {**data, "name": "Later"})  # seen before that
    assert answer.status_code == 409
    (form,) = find(page(answer), "form", action=edit)
    again = {
        i.get("name"): i.get("value") for i in find(form, "input") if i.get("type") != "checkbox"
    }
    assert carl.post(edit, again).status_code == 302
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Later", False)
    assert carl.post(edit, {**again, "name": " "}).status_code == 422
    assert carl.post(drop).status_code == carl.post(drop).status_code == 302
    assert not SavedView.objects.exists()
    assert "No view of your own yet" in words(page(carl.get(PAGE)))


def test_others_delete_what_is_shared_if_they_may() -> None:
    view = saved("Ours", "due=overdue", shared=True)
    drop = reverse("view-removal", args=[view.uid])
    for username, status in (("ada", 404), ("cleo", 403), ("edda", 302)):
        client = signed_in(username)
        offered = find(page(client.get(PAGE)), "form", action=drop)
        assert bool(offered) == (username == "edda")
        assert client.post(drop).status_code == status
    assert not SavedView.objects.exists()


def test_what_a_view_asks_for_may_be_gone() -> None:
    article = factories.article(title="Zanzibar", by=person("edda"))
    mine = saved("Mine", f"article={article.uid}")
    theirs = saved("Theirs", f"article={article.uid}", by="edda", shared=True)
    Article.objects.filter(pk=article.pk).update(visibility=Visibility.NAMED)
    carl = signed_in("carl")
    for answer in (carl.get(URL), carl.get(PAGE)):
        text = words(page(answer))
        assert "Mine" in text
        assert "What it asks for is gone, or no longer for you: Article." in text
        assert "Theirs" not in text
        assert "Zanzibar" not in text
        assert beside(answer) == []
    edit: Any = reverse("view-edit", args=[theirs.uid])
    assert carl.post(edit, {"name": "x"}).status_code == 404
    assert carl.post(reverse("view-removal", args=[theirs.uid])).status_code == 404
    assert carl.post(reverse("view-removal", args=[mine.uid])).status_code == 302


def test_an_author_is_not_offered_to_share() -> None:
    client = signed_in("ada")
    (form,) = to_save(client.get(URL))
    assert find(form, "input", name="is_shared") == []
    data = {"back": "", "name": "All", "is_shared": "on"}
    assert client.post(reverse("view-save"), data).status_code == 302
    assert SavedView.objects.get().is_shared is False
