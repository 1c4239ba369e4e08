"""The work on an import, whoever does it: the worker in slices, a request for a small file, the command to the end."""

import time
from collections.abc import Callable
from pathlib import Path

import language
from choices import ImportState
from models import FileImport
from sync.importing import applying, planning, undoing
from sync.importing.uploads import WORKING

STEPS = {ImportState.APPLYING: applying.step, ImportState.UNDOING: undoing.step}


def carry_on(
    one: FileImport,
    folder: Path,
    seconds: float | None = None,
    progress: Callable[[FileImport], None] = lambda one: None,
) -> FileImport:
    """Work until it is done or the time is over, and at least one step. The import as it is then."""
    began, number = time.monotonic(), one.id
    with language.speaking(one.locale):
        while one.state in WORKING:
            if one.state == ImportState.PLANNING:
                planning.plan(one, folder, lambda _done: progress(again(number)))
            else:
                STEPS[one.state](one)
            one = again(number)
            progress(one)
            if seconds is not None and time.monotonic() - began > seconds:
                break
    FileImport.update(beat_at=None).where(FileImport.id == number).execute()  # whoever comes next may go on
    return one


def again(number) -> FileImport:
    return FileImport.get_by_id(number)
