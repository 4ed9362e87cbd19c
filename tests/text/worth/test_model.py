"""The weights: two labels in one number, the file, and what the features of a sentence are."""

import time

import pytest

from claims.text.segments import Span
from claims.text.worth.features import Features, read_features
from claims.text.worth.model import WEIGHTS, Model, join, load, pack, split, unpack
from claims.text.worth.signs import read_signs


def features(text: str) -> Features:
    return read_features(text, read_signs(text, Span(0, len(text))))


@pytest.mark.parametrize("pair", [(0, 0), (5, -7), (-5, 7), (-90_000, -80_000), (1, 0), (0, -1)])
def test_two_weights_fit_into_one_number(pair: tuple[int, int]) -> None:
    assert split(join(*pair)) == pair


def test_sums_of_joined_weights_hold_both_sums() -> None:
    pairs = [(300, -400), (-1, 1), (-250, -250), (0, 7)]
    assert split(sum(join(*pair) for pair in pairs)) == (49, -642)


def test_a_model_survives_its_file() -> None:
    model = Model(
        {"a": join(3, -4), "b c": join(-1, 0)}, (-1.5, 0.5), ((0.1, 0.2),) * 2, (0.3, 0.2)
    )
    assert unpack(pack(model)) == model


def test_the_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size < 1_000_000
    assert len(load().weights) < 60_000


def test_odds_add_up_the_weights_of_what_is_there() -> None:
    weights = {"one": join(200, 0), "two": join(0, 400), "sign": join(-200, 200)}
    model = Model(weights, (0.0, 1.0), ((0.0, 0.0),) * 2, (0.5, 0.5))
    odds = model.odds(Features({"one", "two", "unknown"}, {"sign"}, 9))
    assert odds == pytest.approx((1.0 - 0.4, 1.0 + 2.0 + 0.4))
    assert model.odds(Features(set(), set(), 0)) == (0.0, 1.0)


def test_the_sentence_before_has_its_own_factor() -> None:
    model = Model({}, (0.0, 0.0), ((0.5, 1.0), (0.0, 0.0)), (0.5, 0.5))
    worthy, verifiable = model.probabilities((0.0, 0.0), (-2.0, -2.0))
    assert (worthy, verifiable) == (0.5, 0.5)
    assert model.probabilities((0.0, 0.0), (0.0, 0.0))[0] > 0.7


def test_features_can_be_read() -> None:
    found = features("He didn't raise taxes by 1,200 dollars in 1998.")
    assert {"rais tax", "didn't/VBD", "did n't", "C tax", "#4 dollar", "#year/CD"} & found.words
    assert {"he>n't", "they>rais", "n't_tax"} & found.words
    assert {"has money", "hard figure", "negated", "does he past"} <= found.signs


def test_numbers_of_one_size_are_one_feature() -> None:
    one, two = (features(f"It cost {n} crowns.") for n in ("4,300", "7,850"))
    assert one == two
    assert one != features("It cost 43 crowns.")


def test_straight_and_curly_marks_are_the_same() -> None:
    assert features('He said "it\'s over" to us.') == features("He said “it’s over” to us.")


def test_work_grows_with_the_length_of_a_sentence() -> None:
    def seconds(times: int) -> float:
        text = "he will not say 40 “ " * times
        begin = time.process_time()
        features(text)
        return time.process_time() - begin

    seconds(100)
    assert min(seconds(8000) for _ in range(3)) < 12 * min(seconds(2000) for _ in range(3))
