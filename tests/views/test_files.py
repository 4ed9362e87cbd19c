"""Files are sent under names that stay in their header, and that hide nothing."""

import pytest
from django.core.files.base import ContentFile
from django.http import Http404

from claims.models import Evidence
from claims.views.files import safe_name, sent

pytestmark = pytest.mark.django_db  # the end of an answer tidies up connections


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Budget 2026.pdf", "Budget 2026.pdf"),
        ("Übersicht – Hafen 💶.pdf", "Übersicht – Hafen 💶.pdf"),
        ("a\r\nSet-Cookie: x=1\r\n.html", "aSet-Cookie_ x=1.html"),
        ('"; filename=evil.exe; x=".pdf', "_; filename=evil.exe; x=_.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\temp\\a.svg", "C__temp_a.svg"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\u2028b\x00\ud800.txt", "ab.txt"),
        (" . ", "file"),
        ("", "file"),
        (".htaccess", "htaccess"),
        ("x" * 500 + ".docx", "x" * 146 + ".docx"),
        ("y" * 500, "y" * 150),
        ("a." + "z" * 500, ("a." + "z" * 500)[:150]),
    ],
)
def test_a_name_is_made_safe_and_kept_otherwise(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    answer = sent(ContentFile(b"<script>", "x"), name=name)
    header = answer["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert not set("\r\n\0") & set(header)
    assert header.isascii()
    answer.close()


def test_a_file_that_is_gone_from_the_storage_is_not_found() -> None:
    with pytest.raises(Http404):
        sent(Evidence(file="files/ab/gone.pdf").file, name="a.pdf")
