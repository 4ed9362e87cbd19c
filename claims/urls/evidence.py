"""Addresses of evidence and of how it bears on claims and statements."""

from django.urls import path

from claims.views import evidence

urlpatterns = [
    path("<uuid:uid>/file/", evidence.evidence_file, name="evidence-file"),
    path("supports/<uuid:uid>/wording/", evidence.support_wording, name="support-wording"),
    path("supports/<uuid:uid>/removal/", evidence.support_removal, name="support-removal"),
]
