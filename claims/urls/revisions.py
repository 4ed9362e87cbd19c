"""Addresses of the drafts of an article."""

from django.urls import path

from claims.views import revisions

REVISIONS = "articles/<uuid:uid>/revisions/"

urlpatterns = [
    path(REVISIONS, revisions.revision_list, name="revision-list"),
    path(REVISIONS + "compare/", revisions.revision_compare, name="revision-compare"),
    path(REVISIONS + "new/", revisions.revision_new, name="revision-new"),
    path(REVISIONS + "new/<str:way>/", revisions.revision_new, name="revision-new-way"),
    path(REVISIONS + "<int:number>/", revisions.revision_detail, name="revision-detail"),
]
