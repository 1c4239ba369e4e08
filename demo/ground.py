"""Where a demonstration may be built: on a desk that has no union yet. Who writes it down as what."""

from language import gettext
from models import Organisation
from operations import Refused
from scope import SYSTEM

DEMO = SYSTEM.through("demo")


def refuse_on_used_desk() -> None:
    """A demonstration never mixes with real records: trashed ones count as well."""
    if Organisation.select().exists():
        raise Refused(
            gettext("This desk already has unions. A demonstration is built on an empty desk only.")
        )
