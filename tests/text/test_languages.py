"""Which language a text is in, and what the engine does with one it has no lexicon of."""

from dataclasses import replace

import pytest

from claims.text import Block, BlockKind, Lexicon, extract, recognise

SAMPLES = {
    "en": "The harbour was closed on Tuesday, and the mayor said that it would stay so for a week.",
    "de": "Der Hafen ist seit Dienstag gesperrt, und die Stadt sagt, dass es nicht anders ging.",
    "fr": "Le port est fermé depuis mardi et la ville dit que les bateaux ne sont pas en danger.",
    "es": "El puerto está cerrado desde el martes y la ciudad dice que no se abre para los barcos.",
    "pt": "O porto está fechado desde terça e a cidade diz que não se abre para os barcos dali.",
    "it": "Il porto è chiuso da martedì e la città dice che non si apre per le barche della città.",
    "nl": "De haven is sinds dinsdag dicht en het stadhuis zegt dat er niet één schip bij mag.",
    "sv": "Hamnen är stängd och det är inte en båt som har fått lägga till, men den är inte tom.",
    "pl": "Port jest zamknięty od wtorku i nie wiadomo, jak to się stało, że statki są w porcie.",
    "fi": "Satama on suljettu ja kaupunki sanoo, että se ei ole auki, mutta laivat ovat ehjiä.",
    "ru": "Порт закрыт со вторника, и мэр сказал, что корабли останутся в море ещё неделю.",
    "uk": "Порт закритий із вівторка, і мер сказав, що кораблі залишаться в морі ще тиждень.",
    "el": "Το λιμάνι είναι κλειστό από την Τρίτη και ο δήμαρχος είπε ότι θα μείνει έτσι.",
    "ar": "الميناء مغلق منذ الثلاثاء وقال رئيس البلدية إنه سيبقى كذلك لمدة أسبوع آخر.",
    "ja": "港は火曜日から閉鎖されており、市長は一週間そのままだと述べた。",
    "zh": "港口自星期二起关闭，市长说将继续关闭一个星期，船只都在海上等候。",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_a_sentence_of_running_text_tells_its_language(code: str) -> None:
    assert recognise(SAMPLES[code] * 2) == code


@pytest.mark.parametrize("text", ["", "Vestby", "12 345 678", "Anna Brandt, Tomas Volk, Ilse Haug"])
def test_too_little_tells_nothing(text: str) -> None:
    assert recognise(text) == ""


def test_a_few_foreign_names_leave_a_text_english() -> None:
    text = SAMPLES["en"] + " He had read “Der Spiegel” and “Die Zeit” in Frankfurt an der Oder."
    assert recognise(text) == "en"


def test_of_another_language_the_sentences_only_are_given() -> None:
    text = (
        "„Wir öffnen nicht“, sagte Brandt. Der Hafen ist seit dem 3. Mai für 400 Schiffe zu. " * 3
    )
    found = extract(text)
    assert found.language == "de"
    assert found.sentences
    assert not found.statements
    assert not found.claims
    assert not found.speakers


def test_who_knows_the_language_better_is_believed() -> None:
    text = SAMPLES["de"] * 2 + " Brandt said the bridge was shut for 12 days."
    assert not extract(text).claims
    assert extract(text, language="en").claims


def test_a_lexicon_of_another_language_reads_that_language() -> None:
    german = replace(Lexicon(), language="de")
    text = SAMPLES["de"] * 2 + " Seit dem 3. Mai 2021 liegen 400 Schiffe vor dem Hafen."
    assert not extract(text).claims
    assert extract(text, lexicon=german).claims


def test_patterns_of_the_newsroom_make_a_given_block_furniture() -> None:
    text = "Brandt said the bridge was shut.\nDie Woche im Hafen"
    blocks = [Block(BlockKind.PARAGRAPH, 0, 32), Block(BlockKind.PARAGRAPH, 33, len(text))]
    own = replace(Lexicon(), furniture=(*Lexicon().furniture, "die woche im .*"))
    assert len(extract(text, blocks=blocks).sentences) == 2
    assert len(extract(text, blocks=blocks, lexicon=own).sentences) == 1
