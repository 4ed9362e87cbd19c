"""Addresses of evidence and of how it bears on claims and statements."""

from django.urls import path

from claims.views import archives, copies, evidence, heard, history, supports

urlpatterns = [
    path("", evidence.evidence_list, name="evidence-list"),
    path("new/", evidence.evidence_new, name="evidence-new"),
    path("<uuid:uid>/", evidence.evidence_detail, name="evidence-detail"),
    path("<uuid:uid>/edit/", evidence.evidence_edit, name="evidence-edit"),
    path("<uuid:uid>/history/", history.evidence_history, name="evidence-history"),
    path("<uuid:uid>/readers/", evidence.evidence_sharing, name="evidence-sharing"),
    path("<uuid:uid>/withdrawal/", evidence.evidence_withdrawal, name="evidence-withdrawal"),
    path("<uuid:uid>/return/", evidence.evidence_return, name="evidence-return"),
    path("<uuid:uid>/heard/", heard.evidence_heard, name="evidence-heard"),
    path("<uuid:uid>/transcript/", heard.evidence_transcript, name="evidence-transcript"),
    path("<uuid:uid>/file/", evidence.evidence_file, name="evidence-file"),
    path("<uuid:uid>/archive/", archives.evidence_archive, name="evidence-archive"),
    path("<uuid:uid>/archive/sent/", archives.evidence_sent, name="evidence-sent"),
    path(
        "<uuid:uid>/archive/address/",
        archives.evidence_archive_address,
        name="evidence-archive-address",
    ),
    path("<uuid:uid>/copies/", copies.copy_list, name="evidence-copies"),
    path("<uuid:uid>/copies/order/", copies.copy_order, name="evidence-copy-order"),
    path("<uuid:uid>/copies/progress/", copies.copies_progress, name="evidence-copies-progress"),
    path("<uuid:uid>/copies/compare/", copies.copy_compare, name="evidence-copy-compare"),
    path("<uuid:uid>/copies/<uuid:copy>/", copies.copy_detail, name="evidence-copy"),
    path("<uuid:uid>/copies/<uuid:copy>/page/", copies.copy_page, name="evidence-copy-page"),
    path("<uuid:uid>/copies/<uuid:copy>/body/", copies.copy_body, name="evidence-copy-body"),
    path(
        "<uuid:uid>/copies/<uuid:copy>/archive/", copies.copy_archive, name="evidence-copy-archive"
    ),
    path("supports/<uuid:uid>/wording/", supports.support_wording, name="support-wording"),
    path("supports/<uuid:uid>/removal/", supports.support_removal, name="support-removal"),
]
