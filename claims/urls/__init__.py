"""Addresses of the newsroom's pages; every view says who may open it (claims.checks looks)."""

from django.urls import include, path

urlpatterns = [
    path("", include("claims.urls.today")),
    path("", include("claims.urls.queries")),
    path("", include("claims.urls.changes")),
    path("", include("claims.urls.gate")),
    path("", include("claims.urls.revisions")),
    path("articles/", include("claims.urls.articles")),
    path("queue/", include("claims.urls.queue")),
    path("sources/", include("claims.urls.sources")),
    path("evidence/", include("claims.urls.evidence")),
    path("lexicon/", include("claims.urls.lexicon")),
    path("figures/", include("claims.urls.figures")),
    path("", include("claims.urls.people")),
]
