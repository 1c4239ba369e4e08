"""The words people see: the Chinese catalogue is complete, true to the code, and tells things apart."""

import re

import pytest

import choices
import language
import models
from choices import Choice, LifeCycle
from fields import humanise
from translations import update

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
# What Chinese offices write in Latin letters, too.
LATIN = re.compile(
    r"--\w+|\.csv|GONGYOU_\w+|zh_Hans_CN|\ben\b|sqlite:///|postgresql://|flask --app app \w+|Ctrl-C|Excel|LibreOffice"
    r"|Esc|Tab|F2|WPS|CSV|JSON|PDF|MB|\.xlsx?|UTF-8|GB18030|Google|_id|\b[A-Z]{1,2}-\d+|%\(\w+\)s"
)
VOCABULARIES = [
    thing
    for thing in vars(choices).values()
    if isinstance(thing, type) and issubclass(thing, Choice) and thing not in (Choice, LifeCycle)
]


@pytest.fixture(scope="module")
def stored():
    return update.stored()


@pytest.fixture(scope="module")
def extracted():
    return update.extracted()


@pytest.fixture(params=language.LOCALES)
def spoken(request):
    with language.speaking(request.param):
        yield request.param


def texts(message):
    """(English, Chinese) of each form; Chinese has one for every number."""
    if not message.pluralizable:
        return [(message.id, message.string)]
    return [(english, message.string[0]) for english in message.id]


def ids(catalog):
    return {message.id for message in catalog if message.id}


def test_every_word_in_use_is_in_the_catalogue_and_no_other(stored, extracted):
    """When this fails: python -m translations.update, translate what it names."""
    assert ids(extracted) - ids(stored) == set()
    assert ids(stored) - ids(extracted) == set()
    assert not stored.obsolete


def test_every_word_is_translated(stored):
    assert update.missing(stored) == []
    assert [message.id for message in stored if message.id and message.fuzzy] == []


def test_translations_keep_their_places_for_values(stored):
    for message in stored:
        for english, chinese in texts(message) if message.id else ():
            assert set(PLACEHOLDER.findall(english)) == set(PLACEHOLDER.findall(chinese)), english


def test_no_english_is_left_in_the_chinese(stored):
    for message in stored:
        for _english, chinese in texts(message) if message.id else ():
            assert not re.search(r"[A-Za-z]", LATIN.sub("", chinese)), chinese


def test_catalogue_and_code_agree_on_the_end_of_a_sentence(stored):
    for message in stored:
        for english, chinese in texts(message) if message.id else ():
            assert english.endswith(".") == chinese.endswith("。"), english


@pytest.mark.parametrize("model", models.RECORDS)
def test_what_follows_from_a_declaration_is_in_chinese_too(model):
    words = [model.__doc__, *(field.verbose_name or humanise(field.name) for field in models.columns(model))]
    with language.speaking("zh_Hans_CN"):
        for english in map(str, words):
            assert not re.search(r"[A-Za-z]", language.gettext(english)), english


@pytest.mark.parametrize("model", models.RECORDS)
def test_no_two_columns_of_a_record_are_called_alike(spoken, model):
    labels = [field.label for field in models.columns(model)]
    assert len(set(labels)) == len(labels), sorted(labels)


def test_no_two_entities_are_called_alike(spoken):
    assert len({str(model._meta.title) for model in models.RECORDS}) == len(models.RECORDS)


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_no_two_words_of_a_vocabulary_read_alike(spoken, vocabulary):
    assert len({str(word.words) for word in vocabulary}) == len(vocabulary)


def test_a_message_is_shown_in_the_language_spoken_at_that_moment():
    message = language.lazy("must be from %(low)s to %(high)s", low=1, high=2)
    with language.speaking("zh_Hans_CN"):
        chinese = str(message)
    with language.speaking("en"):
        assert str(message) == "must be from 1 to 2"
    assert chinese == "必须在 1 到 2 之间"


def test_an_unknown_language_is_answered_in_chinese():
    with language.speaking("xx"):
        assert language.spoken() == language.DEFAULT


def test_numbers_of_things_are_spoken():
    with language.speaking("en"):
        assert language.ngettext("%(num)s record", "%(num)s records", 1) == "1 record"
        assert language.ngettext("%(num)s record", "%(num)s records", 2) == "2 records"
    with language.speaking("zh_Hans_CN"):
        assert language.ngettext("%(num)s record", "%(num)s records", 2) == "共 2 条记录"
