"""The commands of `flask --app app …`: thin, they call what the screens call and print what came of it."""


def init_commands(app):
    """Give the application its commands."""
