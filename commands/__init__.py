"""The commands of `flask --app app …`, by what they are for: thin, they call what the screens call.

What a command does to records is `operations`; this is how it is asked for and what it says.
"""
