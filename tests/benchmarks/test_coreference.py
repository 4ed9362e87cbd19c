"""The measure of who is who judges as it says, and reads the treebank's format."""

from pathlib import Path

import pytest

from benchmarks.evaluation.coreference import documents, judge, measure, outcomes_of

TREEBANK = """# newpar
# newpar_block = head rend:::"bold" (1 s)
# text = Bridge falls
1\tBridge\tbridge\tNOUN\tNN\t_\t2\tnsubj\t_\tEntity=(9-object-new-s-cf1-1-sgl)
2\tfalls\tfall\tVERB\tVBZ\t_\t0\troot\t_\t_

# newpar
# newpar_block = p (2 s)
# text = Anna Brandt came.
1\tAnna\tAnna\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new-s-cf1-1,2-coref-Anna_Brandt
2\tBrandt\tBrandt\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
3\tcame\tcome\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# text = She slept.
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv:act-s-cf1-1-ana)
2\tslept\tsleep\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""


@pytest.mark.parametrize(
    ("entities", "speakers", "outcomes"),
    [
        ("aab", [0, 0, 1], ["right", "right", ""]),
        ("aa", [0, None], ["right", "unresolved"]),
        ("aaa", [0, 0, 1], ["right", "right", "unresolved"]),
        ("aaabb", [0, 0, 1, 1, 1], ["right", "right", "wrong", "right", "right"]),
        ("aabb", [0, 0, 0, 0], ["right", "right", "wrong", "wrong"]),
    ],
)
def test_a_speaker_stands_for_one_entity(
    entities: str, speakers: list[int | None], outcomes: list[str]
) -> None:
    assert judge(entities, speakers) == outcomes


def test_subjects_of_the_treebank_are_resolved_in_the_text_of_its_sentences(tmp_path: Path) -> None:
    (tmp_path / "gum_treebank").mkdir()
    (tmp_path / "gum_treebank/GUM_news_bridge.conllu").write_text(TREEBANK)
    (tmp_path / "gum_treebank/GUM_bio_other.conllu").write_text(TREEBANK)
    (document,) = documents(tmp_path)
    assert document.text == "Bridge falls\nAnna Brandt came. She slept.\n"
    assert [document.text[slice(*s.span)] for s in document.subjects] == ["Anna Brandt", "She"]
    assert outcomes_of(document) == ["right", "right"]
    figures = measure(tmp_path)
    assert sorted(half["mentions"] for half in figures.values()) == [0, 2]
    assert max(half["right"] for half in figures.values()) == 1
