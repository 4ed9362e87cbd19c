"""Addresses of people: invitations, profile, notices; and of pages for those who run the site."""

from django.urls import path

from claims.views import history, notices, people

urlpatterns = [
    path("invitations/<str:token>/", people.invitation, name="invitation"),
    path("profile/", people.profile, name="profile"),
    path("profile/notices/", notices.notice_choices, name="notice-choices"),
    path("profile/calendar/", notices.calendar_make, name="calendar-make"),
    path("profile/calendar/end/", notices.calendar_end, name="calendar-end"),
    path("calendar/<str:token>.ics", notices.calendar_feed, name="calendar"),
    path("notices/", notices.notice_list, name="notice-list"),
    path("notices/read/", notices.notice_read, name="notice-read"),
    path("notices/<uuid:uid>/", notices.notice_open, name="notice-open"),
    path("people/<uuid:uid>/history/", history.person_history, name="person-history"),
    path("health/", people.health, name="health"),
    path("patterns/", people.patterns, name="patterns"),
]
