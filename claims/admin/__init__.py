"""The admin: where people with the role admin see and mend everything, by the newsroom's rules.

What one may do here comes from the role, not from Django's permissions; what one may see, from
``visible_to``; and every change is made by the verb of ``claims.services`` that the pages use.
"""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group

from . import (
    articles,
    audit,
    changes,
    claims,
    evidence,
    experts,
    feeds,
    notices,
    people,
    queries,
    saved_views,
    signing,
    sources,
    statements,
    vocabulary,
    watch,
)

__all__ = [
    "articles",
    "audit",
    "changes",
    "claims",
    "evidence",
    "experts",
    "feeds",
    "notices",
    "people",
    "queries",
    "saved_views",
    "signing",
    "sources",
    "statements",
    "vocabulary",
    "watch",
]

admin.site.site_header = "Factcheck"
admin.site.site_title = "Factcheck"
admin.site.site_url = "/"
# Neither means anything here: roles are no groups, and addresses are not confirmed by mail.
for model in (Group, EmailAddress):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
