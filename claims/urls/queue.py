"""Addresses of the queue."""

from django.urls import path

from claims.views import queue

urlpatterns = [
    path("", queue.show, name="queue"),
    path("change/", queue.change, name="queue-change"),
    path("queue.csv", queue.download, name="queue-csv"),
]
