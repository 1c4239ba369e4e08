"""Lines of a roster that are no rows of it: totals, notes, repeated headings, the example. Each is counted, with its reason.

What is not certain stays a row: a row too many is refused in the preview, a row too few would be lost.
"""

import re

from language import gettext
from sync.rosters.headings import barer, plainer

TOTALS = re.compile(
    r"(?:本页|本表|全部|以上)?(?:合计|总计|小计|共计|累计|总数|总人数|合计人数)[0-9]*[人名个户家]?"
    r"|共[0-9]+[人名个户家]|(?:sub|grand)?total|sum"
)
EXAMPLES = {"示例", "例", "范例", "样例", "例如", "示范", "填写示例", "示例行", "example", "sample"}
SIGNED = "备注 注 附注 说明 填表说明 填报说明 制表 制表人 填表 填表人 填报人 填报单位 填报日期 填表日期 审核 审核人 负责人"
SIGNED += " 单位负责人 主管 经办人 联系人 联系电话 打印日期 打印时间 制表日期 盖章 单位[(（]?盖章[)）]? 报送单位 报送日期"
SIGNED = "|".join([*SIGNED.split(), "日期", "notes?", "remarks?", "prepared by"])
FOOTER = re.compile(rf"\s*[*※]?\s*(?:{SIGNED})\s*[\d一二三四]{{0,2}}\s*[:：].*", re.DOTALL | re.IGNORECASE)
NEAR = 3  # lines below the headings that may be headings in other words
WIDE = 3  # merged over so many columns, a line is a title and not a row


def reason(line, texts, table) -> str:
    """Why the line is no row; nothing where it is one."""
    filled = {position: text for position, text in enumerate(texts) if text.strip()}
    first = next(iter(filled.values()))
    if plainer(first).strip("()【】[]<>") in EXAMPLES:
        return gettext("Example")
    if repeats(line, filled, table):
        return gettext("Repeated heading")
    if is_total(filled):
        return gettext("Total")
    if FOOTER.fullmatch(first):
        return gettext("Note below the roster")
    if is_title(line, filled, table):
        return gettext("Title between the rows")
    if not any(position in table.places for position in filled):
        return gettext("Nothing in a column that is read")
    return ""


def repeats(line, filled, table):
    """What stands above the rows again: at the top of a printed page, or right below in another language."""
    if tuple(filled.items()) in table.above:
        return True
    near = line <= table.last_heading + NEAR
    same = sum(is_heading(text, place, table, near) for place, text in filled.items())
    return same >= min(2, len(table.headings)) and same * 2 > len(filled)


def is_heading(text, place, table, near):
    if text.strip() in table.said.get(place, ()):
        return True
    return near and bool({plainer(text), barer(text)} & table.names.get(place, set()))


def is_total(filled):
    """合计 in front."""
    return bool(TOTALS.fullmatch(plainer(next(iter(filled.values())))))


def is_title(line, filled, table):
    """One text, merged over several columns: 第二车间."""
    widths = [area.right - area.left + 1 for area in table.merged_at.get(line, ()) if area.left in filled]
    return len(filled) == 1 and any(width >= WIDE for width in widths)
