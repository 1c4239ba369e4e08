"""What an operation refuses, said on the page where it was asked for. Drawing pages does not belong here."""

from flask import flash

from operations import Refused


def in_words(act, done=""):
    """Whether it was done; what is refused is said, and so is `done`."""
    try:
        act()
    except Refused as refusal:
        flash(refusal.words, "error")
        return False
    if done:
        flash(done, "done")
    return True
