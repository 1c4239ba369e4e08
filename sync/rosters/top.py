"""Where a tab's headings are: below titles, in one line or several, with merged cells. What they mean is `headings`."""

from collections import Counter
from itertools import islice, pairwise

from sync.rosters.headings import OURS, claim

LOOKED_AT, TALLEST = 40, 3
GROUPED = " › "  # 联系方式 › 手机号码


def found(grid, model, remembered=None, line=None) -> tuple[list[int], dict[int, tuple[str, ...]]]:
    """(lines of the headings, {position: texts}); no lines where nothing looks like headings of this entity.

    The best place is the one with most columns known; of equals the fewer lines, then the upper. With `line`
    a person has said where the headings end.
    """
    lines = list(islice(grid.lines(), LOOKED_AT))
    best, best_score = ([], {}), (0, 0, 0)
    for last in range(len(lines)):
        if line is not None and lines[last][0] != line:
            continue
        for height in range(1, min(TALLEST, last + 1) + 1):
            block = lines[last + 1 - height : last + 1]
            texts = joined(block, grid.merged)
            score = (known(texts, model, remembered), -height, -last)
            if score > best_score or (line is not None and not best[0]):
                best, best_score = ([number for number, _texts in block], texts), score
    return best


def known(texts, model, remembered):
    """How many different columns these headings name."""
    names = [claim(shown, model, remembered)[1] for shown in texts.values()]
    return len({min(found) for found in names if found and not found & OURS})


def joined(block, merged) -> dict[int, tuple[str, ...]]:
    """{position: (the whole heading, its last line)}: 联系方式 over 手机 is “联系方式 › 手机”, or just 手机."""
    filled = [spread(line, texts, merged, block) for line, texts in block]
    width = max(len(texts) for texts in filled)
    for texts in filled:
        texts.extend([""] * (width - len(texts)))
    for upper, lower in pairwise(filled):
        carry_right(upper, lower)
    covered = inside(block[-1][0], merged)
    stacks = {
        position: stacked([texts[position] for texts in filled])
        for position in range(width)
        if position not in covered
    }
    return {position: (GROUPED.join(stack), *ends(stack)) for position, stack in stacks.items() if stack}


def inside(line, merged):
    """Positions that a heading covers beside its own: merged sideways, it is one heading all the same."""
    wide = [area for area in merged if area.top <= line <= area.bottom]
    return {position for area in wide for position in range(area.left + 1, area.right + 1)}


def stacked(texts):
    """The words above one another, a word that is merged downwards once."""
    words = [" ".join(text.split()) for text in texts]
    return [word for place, word in enumerate(words) if word and (not place or word != words[place - 1])]


def ends(stack):
    """The last line alone means the column, too; in a file of refused rows the lines were already joined."""
    last = stack[-1].split(GROUPED.strip())[-1].strip()
    return (last,) if last and stack != [last] else ()


def spread(line, texts, merged, block):
    """A line's texts, each merged cell's text in all places that it covers."""
    texts, content = list(texts), dict(block)
    for area in merged:
        if area.top <= line <= area.bottom and area.top in content:
            source = content[area.top]
            word = source[area.left] if area.left < len(source) else ""
            texts.extend([""] * (area.right + 1 - len(texts)))
            texts[area.left : area.right + 1] = [word] * (area.right + 1 - area.left)
    return texts


def carry_right(upper, lower):
    """A text file knows no merged cells: a group's name stands over the first of its columns only."""
    for position in range(1, len(upper)):
        if not upper[position].strip() and lower[position].strip() and lower[position - 1].strip():
            upper[position] = upper[position - 1]


def unnamed(grid, below, texts) -> dict[int, tuple[str, ...]]:
    """Positions that hold something below the headings and have none."""
    body = islice((texts for line, texts in grid.lines() if line > below), LOOKED_AT)
    counts = Counter(position for line in body for position, text in enumerate(line) if text.strip())
    return {position: ("",) for position, count in counts.items() if position not in texts and count >= 2}
