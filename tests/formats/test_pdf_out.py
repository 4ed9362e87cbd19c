"""HTML to PDF: nothing is fetched, and a machine without the library goes on without it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from pytest_httpserver import HTTPServer

from claims.formats.pdf_out import EDGE, NoPrinter, can_print, printer, to_pdf


@pytest.fixture
def _asked_anew() -> Iterator[None]:
    """Let the library be looked for again, in this test and after it."""
    printer.cache_clear()
    yield
    printer.cache_clear()


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def page(body: str) -> str:
    return f'<!doctype html><html lang="en"><head><title>T</title></head><body>{body}</body></html>'


def test_words_become_a_pdf() -> None:
    made = to_pdf(page("<p>Žebřík, Київ, 40 %</p>"), css="p { color: black }")
    assert made.startswith(b"%PDF-")
    assert "Žebřík, Київ, 40 %" in text_of(made)


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_nothing_is_fetched_whatever_the_html_asks_for(
    scheme: str, tmp_path: Path, httpserver: HTTPServer
) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text('p::after { content: "SECRET" }')
    httpserver.expect_request("/secret.css").respond_with_data(secret.read_bytes())
    where = secret.as_uri() if scheme == "file" else httpserver.url_for("/secret.css")
    body = f'<link rel="stylesheet" href="{where}"><p>seen</p><img src="{where}" alt="">'
    css = f'@import "{where}"; p {{ background: url({where}) }}'
    assert "SECRET" not in text_of(to_pdf(page(body), css=css))
    assert httpserver.log == []


@pytest.mark.usefixtures("_asked_anew")
@pytest.mark.parametrize("missing", ["the package", "its library"])
def test_a_machine_that_cannot_says_so_and_goes_on(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if missing == "the package":
        monkeypatch.setitem(sys.modules, "weasyprint", None)
    else:

        class NoPango:
            """Fails as the package does when dlopen finds no Pango."""

            def find_spec(self, name: str, *_: object) -> None:
                if name == "weasyprint":
                    print("WeasyPrint could not import some external libraries.")
                    raise OSError("cannot load library 'libpango-1.0-0'")

        monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
        monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    assert not can_print()
    with pytest.raises(NoPrinter):
        to_pdf(page("<p>x</p>"), css="")
    assert capsys.readouterr().out == ""


def test_a_break_is_allowed_before_an_element_after_a_space_and_nowhere_else() -> None:
    html = 'in the <mark>text</mark>, “<a href="#x">so</a>” <p> <b>x</b>\n  <span>y</span>'
    assert EDGE.sub("|", html) == html.replace("the <mark", "the |<mark")
