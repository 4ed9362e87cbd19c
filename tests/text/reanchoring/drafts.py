"""An invented article and a way to mark a claim in it."""

from claims.text import Selector, describe

STORY = """Harbour bridge to close for nine weeks

VESTBY — The harbour bridge will close on 3 May for repairs, the city said on Monday.

The work will cost $4.2 million, almost twice the first estimate. Ilse Brandt, the port director, \
said the steel had rusted faster than anyone expected.

“We were lucky that nobody was hurt,” Brandt said. “The inspectors did not look under the deck.”

Some 21,000 cars cross the bridge each day. Ferries will carry commuters free of charge until the \
end of June, according to the transport office.

The council voted 14 to 3 for the plan. Tomas Volk, who leads the opposition, called it too late \
and too dear."""

MARK = "⟦", "⟧"


def marked(text: str) -> tuple[str, int, int]:
    """The text without its ⟦marks⟧, and the stretch between them; (text, -1, -1) without any."""
    start = text.find(MARK[0])
    plain = text.replace(MARK[0], "")
    end = plain.find(MARK[1])
    return plain.replace(MARK[1], ""), start, end


def claim(words: str, text: str = STORY) -> Selector:
    """The selector of words that stand once in a text."""
    assert text.count(words) == 1
    start = text.index(words)
    return describe(text, start, start + len(words))
