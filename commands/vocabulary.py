"""`describe`: everything there is, by the names and words people and programs know it by."""

import json

import click
from flask import current_app

import choices
import config
import reports
from commands.command import command, option
from fields import ForeignKeyField
from language import LOCALES, gettext, speaking
from language import lazy as _
from models import RECORDS, columns


@command("describe", _("Describe every entity, report, role, setting and command."))
@option("--json", "as_json", is_flag=True, help=_("As JSON, in both languages."))
def describe(as_json):
    if as_json:
        click.echo(json.dumps(vocabulary(), ensure_ascii=False, indent=1))
        return
    for model in RECORDS:
        click.echo(f"{model._meta.table_name}  {model._meta.title}")
        for field in columns(model):
            click.echo(f"    {field.name}  {field.label}")


def vocabulary():
    return {
        "entities": [entity(model) for model in RECORDS],
        "reports": [report(found) for found in reports.REPORTS],
        "roles": words(choices.Role),
        "areas": words(choices.Area),
        "settings": [setting(found) for found in config.SETTINGS],
        "commands": [spoken_command(name, c) for name, c in sorted(all_commands(current_app.cli))],
    }


def both(words):
    """What a function says in every language we speak."""
    found = {}
    for locale in LOCALES:
        with speaking(locale):
            found[short(locale)] = str(words())
    return found


def short(locale):
    return locale.partition("_")[0]


def words(vocabulary):
    return [word_of(word) for word in vocabulary]


def word_of(word):
    return {"value": word.value, **both(lambda: word.words), "moves": list(word.moves)}


def report(found):
    return {"name": found.name, "title": both(lambda: found.title), "sentence": both(lambda: found.sentence)}


def setting(found):
    return {"name": found.name, "sentence": both(lambda: found.sentence), "default": found.default}


def entity(model):
    meta = model._meta
    return {
        "table": meta.table_name,
        "prefix": meta.prefix,
        "title": both(lambda: meta.title),
        "sentence": both(lambda: gettext(" ".join(model.__doc__.split()))),
        "area": meta.area.value,
        "scope": meta.scope,
        "together": [list(names) for names in meta.together],
        "life_cycle": next((f.name for f in columns(model) if is_life_cycle(f)), None),
        "columns": [column(field) for field in columns(model)],
    }


def is_life_cycle(field):
    return issubclass(getattr(field, "vocabulary", object), choices.LifeCycle)


def column(field):
    vocabulary = getattr(field, "vocabulary", None)
    return {
        "name": field.name,
        **both(lambda: field.label),
        "type": type(field).__name__.removesuffix("Field").lower(),
        "required": field.required,
        "sensitive": field.sensitive,
        "distinct": field.distinct,
        "life_cycle": is_life_cycle(field),
        "choices": words(vocabulary) if vocabulary else None,
        "target": field.rel_model._meta.table_name if isinstance(field, ForeignKeyField) else None,
    }


# Commands ----------------------------------------------------------------------------------------


def all_commands(group, before=""):
    """(name, command) of every command of ours, those of groups by their whole name."""
    for name, found in group.commands.items():
        if isinstance(found, click.Group):
            yield from all_commands(found, f"{before}{name} ")
        else:
            yield f"{before}{name}", found


def spoken_command(name, command):
    options = [option for param in command.params for option in param.opts]
    return {"name": name, "sentence": both(lambda: command.help), "parameters": options}


COMMANDS = [describe]
