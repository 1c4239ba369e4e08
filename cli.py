"""The commands of `flask --app app …`: thin, they call what the screens call and print what came of it."""

from commands import (
    backup,
    erasing,
    files,
    importing,
    inspection,
    months,
    quality,
    sheets,
    start,
    users,
    vocabulary,
)

COMMANDS = [
    *start.COMMANDS,
    users.GROUP,
    *files.COMMANDS,
    *importing.COMMANDS,
    months.GROUP,
    *sheets.COMMANDS,
    *vocabulary.COMMANDS,
    *inspection.COMMANDS,
    *erasing.COMMANDS,
    *quality.COMMANDS,
    *backup.COMMANDS,
]


def init_commands(app):
    """Give the application its commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
