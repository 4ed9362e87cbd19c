"""Addresses of the figures."""

from django.urls import path

from claims.views import figures

urlpatterns = [
    path("", figures.show, name="figures"),
    path("<slug:key>.csv", figures.download, name="figures-csv"),
]
