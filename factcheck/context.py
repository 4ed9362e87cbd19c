"""What every template may use."""

from django.http import HttpRequest


def csp_nonce(request: HttpRequest) -> dict[str, object]:
    """Give the nonce of this response under the name that django-htmx's script tag reads.

    It is lazy: a page that never prints it has no nonce in its policy.
    """
    return {"csp_nonce": getattr(request, "csp_nonce", "")}
