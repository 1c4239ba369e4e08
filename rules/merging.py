"""Two records of one person made one: which value of each column stands afterwards. Nothing here knows a database."""

from collections.abc import Collection, Mapping


def differing(kept: Mapping[str, str], lost: Mapping[str, str]) -> list[str]:
    """The columns in which two records differ, in their order."""
    return [name for name in kept if kept[name] != lost[name]]


def suggested(kept: Mapping[str, str], lost: Mapping[str, str]) -> set[str]:
    """The columns that are best taken from the lost record: those that the kept one lacks."""
    return {name for name in differing(kept, lost) if not kept[name]}


def merged(kept: Mapping[str, str], lost: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    """{column: text} of the one record, with these columns taken from the lost one."""
    return {name: (lost if name in taken else kept)[name] for name in kept}


def given_up(kept: Mapping[str, str], lost: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    """{column: text} of what stands in neither place afterwards: it is found in the trash and the trail alone."""
    other = {name: (kept if name in taken else lost)[name] for name in differing(kept, lost)}
    return {name: text for name, text in other.items() if text}
