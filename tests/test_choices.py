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


WRITTEN = [
    ("大学本科", choices.Education.BACHELOR), ("中专", choices.Education.VOCATIONAL), ("技校", choices.Education.VOCATIONAL),
    ("中专／职高", choices.Education.VOCATIONAL), ("高级工", choices.SkillLevel.SENIOR), ("三级", choices.SkillLevel.SENIOR),
    ("三级 / 高级工", choices.SkillLevel.SENIOR), ("高级工(三级)", choices.SkillLevel.SENIOR),
    ("技师", choices.SkillLevel.TECHNICIAN), ("国家职业资格一级", choices.SkillLevel.SENIOR_TECHNICIAN),
    ("身份证", choices.IdKind.RESIDENT), ("县级", choices.Level.COUNTY), ("Senior worker", choices.SkillLevel.SENIOR),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word"), WRITTEN)
def test_a_word_is_read_as_people_write_it(spoken, text, word):
    assert ChoiceField(type(word)).read(text) == word


@pytest.mark.parametrize("text", ["初中/小学", "研究生", "（）", "/", "高级", "高级工（待定）", "县"])
def test_what_could_be_two_words_or_none_is_refused(text):
    for vocabulary in (choices.Education, choices.SkillLevel, choices.Level):
        with pytest.raises(ValueError, match="必须是"):
            ChoiceField(vocabulary).read(text)


def test_other_spellings_are_of_words_that_there_are():
    for vocabulary, written in choices.ALSO.items():
        for text, value in written.items():
            assert ChoiceField(vocabulary).read(text) == vocabulary(value), text


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
