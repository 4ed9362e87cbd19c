"""The lines of a PDF, read by pdfium in a process of its own.

A hostile file can make a native library crash, hang or swallow memory, and pdfium bears no
threads; here it can hurt only this process. Run as ``python -I pdf_lines.py``: the PDF comes on
standard input, one JSON object goes to standard output. Imports nothing of ours.
"""

import contextlib
import ctypes
import json
import sys
from typing import Any

MEMORY = 1024 * 1024 * 1024
SECONDS = 8  # of processor time
MAX_CHARS = 1_200_000
ABOUT = ("Author", "Creator", "Producer", "CreationDate", "ModDate")
PASSWORD, SECURITY = 4, 5  # pdfium's FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY
_HYPHENS = {0x02, 0xFFFE}  # what pdfium puts for a hyphen at a line end


def read_lines(data: bytes) -> dict[str, Any]:
    """``{"error"}``, or ``{"title", "about", "cut", "pages": [{"height", "lines": […]}]}``.

    A line is ``[words, x0, x1, y, size]``: lengths in points, ``y`` the base line from the bottom;
    one that ended in a hyphen ends in U+00AD. "error" is "password" or "damaged"; "about" what the
    file says of itself; "cut" whether pages beyond MAX_CHARS were left out.
    """
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) in {PASSWORD, SECURITY}
        return {"error": "password" if is_locked else "damaged"}
    pages = []
    chars = 0
    cut = False
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            pages.append({"height": 0, "lines": []})
            continue
        chars += text.count_chars()
        if cut := chars > MAX_CHARS:
            break
        pages.append({"height": page.get_height(), "lines": _page_lines(text, raw)})
        text.close()
        page.close()
    about = {"Pages": str(len(document))}
    for key in ("Title", *ABOUT):
        with contextlib.suppress(pypdfium2.PdfiumError, UnicodeError):
            about[key] = document.get_metadata_value(key)[:1000]
    document.close()
    return {"title": about.pop("Title", ""), "about": about, "cut": cut, "pages": pages}


def _page_lines(text: Any, raw: Any) -> list[list[Any]]:
    codes = [raw.FPDFText_GetUnicode(text, n) for n in range(text.count_chars())]
    lines = []
    start = 0
    for n, code in enumerate([*codes, 0x0A]):
        if code in (0x0A, 0x0D) or code in _HYPHENS:
            words = "".join(map(chr, codes[start:n]))
            words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            if words.strip():
                inner = [i for i in range(start, n) if not chr(codes[i]).isspace()]
                hyphen = "\u00ad" if code in _HYPHENS else ""
                lines.append([words.strip() + hyphen, *_place(text, raw, inner[0], inner[-1])])
            start = n + 1
    return lines


def _place(text: Any, raw: Any, first: int, last: int) -> list[float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, first, ctypes.byref(x), ctypes.byref(y))
    left, bottom, _right, top = text.get_charbox(first, loose=True)
    right = text.get_charbox(last, loose=True)[2]
    return [round(value, 2) for value in (left, right, y.value, abs(top - bottom))]


def main() -> None:
    """Read standard input under limits of memory and time."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(read_lines(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
