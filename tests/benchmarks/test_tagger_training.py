"""The trainer of the tagger reads the treebank as the engine sees text, and learns alike twice."""

from benchmarks.training import patterns, treebank
from benchmarks.training.known_words import known_words
from benchmarks.training.tagger import train
from claims.text import tagger

ROWS = [
    ("Oslo", "NNP"), ("'s", "POS"), ("mayor", "NN"), ("does", "VBZ"), ("n't", "RB"),
    ("say", "VB"), ("“", "``"), ("It", "PRP"), ("fell", "VBD"), ("”", "''"), (";", ":"),
    ("he", "PRP"), ("'s", "VBZ"), ("a", "DT"), ("well", "RB"), ("-", "HYPH"),
    ("known", "VBN"), ("man", "NN"), (".", "."),
]  # fmt: skip
TEXT = "Oslo's mayor doesn't say “It fell”; he's a well-known man."


def conllu() -> str:
    """The sentence in the treebank's columns."""
    rows = [
        "\t".join([str(n), form, "_", "_", tag, "_", "0", "_", "_", "_"])
        for n, (form, tag) in enumerate(ROWS, 1)
    ]
    return "\n".join([f"# text = {TEXT}", *rows]) + "\n\n"


def test_words_of_the_treebank_become_tokens_of_the_engine_with_a_tag_each() -> None:
    closed, opened = treebank.sentences(conllu())
    assert closed == [
        ("Oslo's", "POS"),
        ("mayor", "NN"),
        ("doesn't", "VBZ"),
        ("say", "VB"),
        ("“It fell”", "QUOTE"),
        (";", "PUNCT"),
        ("he's", "SV"),
        ("a", "DT"),
        ("well-known", "VBN"),
        ("man", "NN"),
    ]
    assert opened[4:6] == [("It", "PRP"), ("fell", "VBD")]


def test_the_same_sentences_teach_the_same_model() -> None:
    data = [*treebank.sentences(conllu()), *patterns.sentences(count=1)]
    assert tagger.pack(train(data)) == tagger.pack(train(data))


def test_the_dictionary_knows_the_forms_of_verbs() -> None:
    known = known_words()
    assert {"VBD"} <= known["wrote"]
    assert {"VBN"} <= known["written"]
    assert {"VBD", "VBN"} <= known["planned"]
    assert {"VBG"} <= known["dying"]
    assert {"VB", "NN"} <= known["report"]
