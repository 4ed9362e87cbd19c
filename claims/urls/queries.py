"""Addresses of queries, and of the passages that experts outside see."""

from django.urls import path

from claims.views import experts, queries

ARTICLE = "articles/<uuid:uid>/"
QUERY = ARTICLE + "queries/<uuid:query>/"

urlpatterns = [
    path("queries/", queries.query_list, name="query-list"),
    path(ARTICLE + "people/", queries.article_people, name="article-people"),
    path(ARTICLE + "queries/", queries.ask_passage, name="query-ask"),
    path(ARTICLE + "claims/<int:number>/queries/", queries.ask, name="claim-query"),
    path(ARTICLE + "statements/<uuid:statement>/queries/", queries.ask, name="statement-query"),
    path(QUERY, queries.query_detail, name="query-detail"),
    path(QUERY + "replies/", queries.reply, name="query-reply"),
    path(QUERY + "resolution/", queries.resolution, name="query-resolve"),
    path(QUERY + "reopening/", queries.reopening, name="query-reopen"),
    path("queries/<uuid:query>/experts/", experts.invite, name="expert-invite"),
    path("expert-links/<uuid:link>/revocation/", experts.revoke, name="expert-revoke"),
    path("expert/<str:token>/", experts.expert, name="expert"),
]
