"""Vocabularies and life cycles, as a union officer reads them."""

import pytest

import choices
import language
import models
from choices import Choice, ContractState, LifeCycle
from fields import ChoiceField, ChoicesField

VOCABULARIES = [
    thing
    for thing in vars(choices).values()
    if isinstance(thing, type) and issubclass(thing, Choice) and thing not in (Choice, LifeCycle)
]
LIFE_CYCLES = [vocabulary for vocabulary in VOCABULARIES if issubclass(vocabulary, LifeCycle)]


@pytest.fixture(params=language.LOCALES)
def spoken(request):
    with language.speaking(request.param):
        yield request.param


@pytest.mark.parametrize("cycle", LIFE_CYCLES)
def test_every_move_leads_to_another_word(cycle):
    for word in cycle:
        assert set(word.moves) <= {other.value for other in cycle} - {word.value}, word
        assert len(set(word.moves)) == len(word.moves)


@pytest.mark.parametrize("cycle", LIFE_CYCLES)
def test_every_word_can_be_reached_from_the_first(cycle):
    reached, queue = set(), [next(iter(cycle))]
    while queue:
        word = queue.pop()
        reached.add(word)
        queue += [cycle(move) for move in word.moves if cycle(move) not in reached]
    assert reached == set(cycle)


@pytest.mark.parametrize("cycle", LIFE_CYCLES)
def test_a_record_starts_at_the_first_word(cycle):
    assert ChoiceField(cycle).default == next(iter(cycle))


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_word_becomes_what_its_moves_say_or_stays(vocabulary):
    for word in vocabulary:
        assert {other for other in vocabulary if word.may_become(other)} == {
            word,
            *map(vocabulary, word.moves),
        }


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_plain_vocabulary_has_no_moves(vocabulary):
    if vocabulary not in LIFE_CYCLES:
        assert not any(word.moves for word in vocabulary)


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_every_word_is_read_as_kept_as_shown_and_in_english(spoken, vocabulary):
    field = ChoiceField(vocabulary)
    for word in vocabulary:
        with language.speaking("en"):
            english = str(word.words)
        assert field.read(word.value) == field.read(str(word.words)) == field.read(english) == word


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_all_words_at_once_are_read_from_one_cell(spoken, vocabulary):
    field = ChoicesField(vocabulary)
    for text in (field.show(tuple(vocabulary)), field.plain(tuple(vocabulary))):
        assert len(text) <= field.longest
        assert field.read(text) == tuple(vocabulary)


def test_stored_words_fit_their_column():
    for model in models.RECORDS:
        for field in models.columns(model):
            if isinstance(field, ChoiceField):
                assert all(len(word.value) <= field.max_length for word in field.vocabulary)
            if isinstance(field, ChoicesField):
                assert len(field.db_value(tuple(field.vocabulary))) <= field.max_length


def test_a_contract_once_over_stays_over():
    for state in (ContractState.COMPLETED, ContractState.ENDED_EARLY, ContractState.CANCELLED):
        assert not state.moves
