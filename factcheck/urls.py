"""Every address of the site. Whatever is not marked otherwise asks for a signed-in person."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

# The admin signs people in through the same page, so the limit on bad passwords holds there too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Of django-allauth's pages only these: there is no sign-up, and no password goes out by mail.
account_urls = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    # The change page sends whoever has no password yet to this one.
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/change/", account.password_change, name="account_change_password"),
]

urlpatterns = [
    path("", include("claims.urls")),
    path("accounts/", include(account_urls)),
    path("admin/", admin.site.urls),
]
