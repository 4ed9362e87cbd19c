"""Addresses of the queue."""

from django.urls import path

from claims.views import passes, queue, saved_views

VIEW = "views/<uuid:view>/"
REVIEWED = "pass/articles/<uuid:uid>/"

urlpatterns = [
    path("", queue.show, name="queue"),
    path("change/", queue.change, name="queue-change"),
    path("queue.csv", queue.download, name="queue-csv"),
    path("views/", saved_views.listing, name="view-list"),
    path("views/new/", saved_views.save, name="view-save"),
    path(VIEW, saved_views.edit, name="view-edit"),
    path(f"{VIEW}removal/", saved_views.removal, name="view-removal"),
    path("pass/", passes.start, name="pass-start"),
    path("pass/next/", passes.step, name="pass-next"),
    path("pass/end/", passes.end, name="pass-end"),
    path(f"{REVIEWED}claims/<int:number>/", passes.approve_claim, name="pass-approve-claim"),
    path(f"{REVIEWED}statements/<uuid:statement>/", passes.approve_said, name="pass-approve-said"),
]
