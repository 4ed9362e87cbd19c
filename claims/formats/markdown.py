"""Markdown, by way of the HTML it stands for."""

import re

from markdown_it import MarkdownIt

from .drafts import Draft
from .html import read_rich
from .plain import read_plain

_NOTE = re.compile(
    r"^\[\^([\w.-]{1,40})\]:[ \t]*(.*(?:\n(?:[ \t]+\S.*|(?=[ \t]*\S)(?!\[\^|[#>*-]).*))*)", re.M
)
MAX_PARSED = 500_000
MAX_MARKS = 20_000
_MARKS = re.compile(r"[\[!*_`<&\\|>]|^[ \t]*[#+-]", re.M)
_CALL = re.compile(r"\[\^([\w.-]{1,40})\]")
_FRONT = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.S)


def read_markdown(text: str) -> Draft:
    """A draft of CommonMark with tables, strikethrough and footnotes. Raises Unreadable.

    A text of countless marks, which would take the parser minutes, is read as plain text.
    """
    if len(text) > MAX_PARSED or len(_MARKS.findall(text)) > MAX_MARKS:
        return read_plain(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    text = _FRONT.sub("", text)
    notes: dict[str, str] = {}

    def keep(match: re.Match[str]) -> str:
        notes.setdefault(match[1], " ".join(match[2].split()))
        return ""

    text = _NOTE.sub(keep, text)

    def call(match: re.Match[str]) -> str:
        return f"[\\[*\\]](#fn-{match[1]})" if match[1] in notes else match[0]

    text = _CALL.sub(call, text)
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    items = "".join(
        f'<li id="fn-{name}">{parser.renderInline(note)}</li>' for name, note in notes.items()
    )
    return read_rich(f"{parser.render(text)}<ol>{items}</ol>")
