"""Addresses of evidence and of how it bears on claims and statements."""

from django.urls import path

from claims.views import evidence, history, supports

urlpatterns = [
    path("", evidence.evidence_list, name="evidence-list"),
    path("new/", evidence.evidence_new, name="evidence-new"),
    path("<uuid:uid>/", evidence.evidence_detail, name="evidence-detail"),
    path("<uuid:uid>/edit/", evidence.evidence_edit, name="evidence-edit"),
    path("<uuid:uid>/history/", history.evidence_history, name="evidence-history"),
    path("<uuid:uid>/readers/", evidence.evidence_sharing, name="evidence-sharing"),
    path("<uuid:uid>/withdrawal/", evidence.evidence_withdrawal, name="evidence-withdrawal"),
    path("<uuid:uid>/return/", evidence.evidence_return, name="evidence-return"),
    path("<uuid:uid>/file/", evidence.evidence_file, name="evidence-file"),
    path("supports/<uuid:uid>/wording/", supports.support_wording, name="support-wording"),
    path("supports/<uuid:uid>/removal/", supports.support_removal, name="support-removal"),
]
