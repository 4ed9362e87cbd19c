"""Addresses of proposed wordings."""

from django.urls import path

from claims.views import changes

ARTICLE = "articles/<uuid:uid>/"
CLAIM = ARTICLE + "claims/<int:number>/"
STATEMENT = ARTICLE + "statements/<uuid:statement>/"

urlpatterns = [
    path(ARTICLE + "changes/", changes.change_list, name="change-list"),
    path(CLAIM + "changes/", changes.propose, name="claim-change"),
    path(CLAIM + "action/", changes.action, name="claim-action"),
    path(STATEMENT + "changes/", changes.propose, name="statement-change"),
    path("changes/<uuid:uid>/<slug:step>/", changes.move, name="change-move"),
]
