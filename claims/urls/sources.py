"""Addresses of sources."""

from django.urls import path

from claims.views import history, replies, sources

urlpatterns = [
    path("", sources.source_list, name="source-list"),
    path("names/", replies.source_names, name="source-names"),
    path("<uuid:uid>/", sources.source_detail, name="source-detail"),
    path("<uuid:uid>/history/", history.source_history, name="source-history"),
    path("<uuid:uid>/edit/", sources.source_edit, name="source-edit"),
    path("<uuid:uid>/names/", sources.source_alias, name="source-alias"),
    path("<uuid:uid>/roles/", sources.source_role, name="source-role"),
    path("<uuid:uid>/merge/", sources.source_merge, name="source-merge"),
    path("<uuid:uid>/part/", sources.source_part, name="source-part"),
]
