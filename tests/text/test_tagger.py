"""Parts of speech of invented sentences; the shipped weights can be read and are small."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text import tagger
from claims.text.tagger import FINITE_TAGS, NOUN_TAGS, tag

SENTENCES = [
    "The/DT mayor/NN said/VBD the/DT old/JJ bridge/NN would/MD close/VB on/IN Monday/NNP",
    "Karen/NNP Lund/NNP says/VBZ that/IN no/DT houses/NNS were/VBD damaged/VBN",
    "Officials/NNS have/VBP repeatedly/RB warned/VBN of/IN floods/NNS",
    "She/PRP did/VBD not/RB know/VB who/WP had/VBD written/VBN the/DT letter/NN",
    "The/DT company’s/POS director/NN doesn’t/VBZ expect/VB to/TO sell/VB it/PRP",
    "He’s/SV working/VBG for/IN a/DT charity/NN",
    "“It/QUOTE ,/PUNCT she/PRP added/VBD",
    "Prices/NNS rose/VBD by/IN 4.5%/CD in/IN 2019/CD ,/PUNCT the/DT report/NN found/VBD",
    "They/PRP plan/VBP to/TO build/VB 300/CD new/JJ homes/NNS",
    "People/NNS who/WP live/VBP near/IN the/DT river/NN can’t/MD sleep/VB",
]


@pytest.mark.parametrize("tagged", SENTENCES)
def test_words_of_plain_news_prose_get_their_parts_of_speech(tagged: str) -> None:
    pairs = [one.rsplit("/", 1) for one in tagged.split()]
    assert tag([word for word, _ in pairs]) == [name for _, name in pairs]


@pytest.mark.parametrize(
    ("sentence", "finite"),
    [
        ("The officer who led the search was tired", [3, 6]),
        ("Two men arrested on Friday have denied it", [5]),
        ("Brandt , asked about the claims , declined to answer", [7]),
        ("Water levels keep rising , Holm warns", [2, 6]),
    ],
)
def test_finite_verbs_are_told_from_participles_and_infinitives(
    sentence: str, finite: list[int]
) -> None:
    tags = tag(sentence.split())
    assert [n for n, name in enumerate(tags) if name in FINITE_TAGS] == finite


def test_words_never_seen_go_by_their_endings_and_neighbours() -> None:
    sentence = "The flumboxes were quixelled by a plorkive glendor in Vramstadt"
    tags = tag(sentence.split())
    assert tags[1] in NOUN_TAGS
    assert tags[3] == "VBN"
    assert tags[6] == "JJ"
    assert tags[7] == "NN"
    assert tags[9] == "NNP"


def test_capitals_of_a_headline_do_not_make_every_word_a_name() -> None:
    headline = "Mayor Says Old Bridge Will Close After Floods"
    tags = tag(headline.split())
    assert tags[1] == "VBZ"
    assert tags[4:6] == ["MD", "VB"]


def test_no_words_have_no_tags() -> None:
    assert tag([]) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=30))
def test_any_words_get_one_tag_each_and_the_same_every_time(words: list[str]) -> None:
    first = tag(words)
    tagger._entry.cache_clear()
    assert tag(words) == first
    assert len(first) == len(words)
    assert all(first)


def test_the_work_grows_with_the_number_of_words() -> None:
    def seconds(words: list[str]) -> float:
        tries = []
        for _ in range(3):
            begun = time.process_time()
            tag(words)
            tries.append(time.process_time() - begun)
        return min(tries)

    words = ["the", "xylos", "said", "runs", ",", "that", "fell"] * 500
    assert seconds(words * 4) < 8 * seconds(words) + 0.02


def test_the_weights_are_small_and_pack_the_way_they_unpack() -> None:
    data = tagger.WEIGHTS.read_bytes()
    assert len(data) < 1_000_000
    assert tagger.unpack(tagger.pack(tagger.load())) == tagger.load()
