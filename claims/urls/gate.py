"""Addresses of the gate, of what verdicts may rest on, and of sign-offs."""

from django.urls import path

from claims.views import fits, gate, sign_offs

ARTICLE = "articles/<uuid:uid>/"
CONDITION = ARTICLE + "gate/<slug:condition>/"
SIGN_OFF = ARTICLE + "sign-offs/<uuid:sign_off>/"

urlpatterns = [
    path("gate/", gate.settings, name="gate-settings"),
    path("newsroom/evidence-that-fits/", fits.settings, name="fit-settings"),
    path("newsroom/evidence-that-fits/<uuid:fit>/removal/", fits.removal, name="fit-removal"),
    path(ARTICLE + "gate/", gate.show, name="gate"),
    path(CONDITION, gate.items, name="gate-list"),
    path(CONDITION + "override/", gate.override, name="gate-override"),
    path(CONDITION + "override/end/", gate.end_override, name="gate-override-end"),
    path(ARTICLE + "sign-offs/", sign_offs.create, name="sign-off-create"),
    path(SIGN_OFF, sign_offs.show, name="sign-off"),
    path(SIGN_OFF + "packet.pdf", sign_offs.pdf, name="sign-off-pdf"),
]
