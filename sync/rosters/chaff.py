"""Lines of a roster that are no rows of it: totals, notes, repeated headings, the example. Each is counted, with its reason.

What is not certain stays a row: a row too many is refused in the preview, a row too few would be lost.
"""

import re

from language import gettext
from sync.rosters.headings import plainer

TOTALS = {
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "总数",
    "合计人数",
    "总人数",
    "total",
    "subtotal",
    "grandtotal",
    "sum",
}
EXAMPLES = {"示例", "例", "范例", "样例", "例如", "示范", "填写示例", "示例行", "example", "sample"}
SIGNED = "备注 注 附注 说明 填表说明 填报说明 制表 制表人 填表 填表人 填报人 填报单位 填报日期 填表日期 审核 审核人 负责人"
SIGNED += " 单位负责人 主管 经办人 联系人 联系电话 打印日期 打印时间 制表日期 盖章 单位[(（]?盖章[)）]? 报送单位 报送日期"
SIGNED = "|".join([*SIGNED.split(), "日期", "notes?", "remarks?", "prepared by"])
FOOTER = re.compile(rf"\s*[*※]?\s*(?:{SIGNED})\s*[\d一二三四]{{0,2}}\s*[:：].*", re.DOTALL | re.IGNORECASE)
WIDE = 3  # merged over so many columns, a line is a title and not a row


def reason(line, texts, table) -> str:
    """Why the line is no row; nothing where it is one."""
    filled = {position: text for position, text in enumerate(texts) if text.strip()}
    first = next(iter(filled.values()))
    if plainer(first).strip("()【】[]<>") in EXAMPLES:
        return gettext("Example")
    if repeats(filled, table):
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


def repeats(filled, table):
    """Every cell says what its heading says (or a part of it), as at the top of a new printed page."""
    if tuple(filled.items()) in table.above:
        return True
    enough = len(filled) >= min(2, len(table.said))
    return enough and all(plainer(text) in table.said.get(place, ()) for place, text in filled.items())


def is_total(filled):
    """合计 in front, be it behind a serial number's blank."""
    return plainer(next(iter(filled.values()))) in TOTALS


def is_title(line, filled, table):
    """One text, merged over several columns: 第二车间."""
    widths = [area.right - area.left + 1 for area in table.merged_at.get(line, ()) if area.left in filled]
    return len(filled) == 1 and any(width >= WIDE for width in widths)
