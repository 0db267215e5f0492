"""Planted documents and questions, through both drafters, with a model that does whatever the attacker wants."""

import pytest

from tests.injection.asking import Asking
from tests.injection.attacks import ATTACKS, KINDS, Attack
from tests.injection.obeying import KEY, TEMPERS
from tests.injection.safety import assert_safe

EACH = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)


def test_there_are_enough_and_of_every_kind() -> None:
    assert len(ATTACKS) >= 60 and len({attack.name for attack in ATTACKS}) == len(ATTACKS)
    assert len(KINDS) >= 20


@EACH
def test_excerpts_are_safe(attack: Attack, asking: Asking) -> None:
    answer = asking.excerpts(attack)
    assert_safe(answer, asking.plain, wants=attack.wants, stands=attack.stands, secrets=(KEY,))


@pytest.mark.parametrize("temper", TEMPERS.values(), ids=TEMPERS.keys())
@EACH
def test_a_model_that_obeys_the_attacker_is_held_to_the_terms(attack: Attack, temper: object, asking: Asking) -> None:
    answer = asking.obeyed(attack, temper)  # type: ignore[arg-type]
    assert_safe(answer, asking.worded, wants=attack.wants, stands=attack.stands, secrets=(KEY,))
