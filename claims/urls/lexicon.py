"""Addresses of the newsroom's words for the text engine."""

from django.urls import path

from claims.views import lexicon

urlpatterns = [
    path("", lexicon.entries, name="lexicon"),
    path("trial/", lexicon.trying, name="lexicon-trial"),
    path("<uuid:entry>/removal/", lexicon.removal, name="lexicon-removal"),
]
