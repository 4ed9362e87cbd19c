"""What a thread shows of outside experts, wherever it is shown."""

from typing import Any

from django import template

from claims.forms.experts import InviteForm
from claims.queries import experts
from claims.queries.threads import Thread

register = template.Library()


@register.simple_tag(takes_context=True)
def expert_lines(context: dict[str, Any], thread: Thread) -> list[experts.ExpertLine]:
    """Return the links of the thread, for whoever looks at it."""
    return experts.expert_lines(thread, context["user"])


@register.simple_tag(takes_context=True)
def expert_form(context: dict[str, Any], thread: Thread) -> InviteForm:
    """Return the form as it was typed, where the view gave one back; else a new one."""
    typed: InviteForm | None = context.get("expert_form")
    return typed or InviteForm.of(thread.query)
