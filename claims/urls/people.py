"""Addresses of people: invitations and profile; and of the pages for those who run the site."""

from django.urls import path

from claims.views import history, people

urlpatterns = [
    path("invitations/<str:token>/", people.invitation, name="invitation"),
    path("profile/", people.profile, name="profile"),
    path("people/<uuid:uid>/history/", history.person_history, name="person-history"),
    path("health/", people.health, name="health"),
    path("patterns/", people.patterns, name="patterns"),
]
