"""The commands of `flask --app app …`: thin, they call what the screens call and print what came of it."""

from commands import files, inspection, users, vocabulary

COMMANDS = [
    users.GROUP,
    *files.COMMANDS,
    *vocabulary.COMMANDS,
    *inspection.COMMANDS,
]


def init_commands(app):
    """Give the application its commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
