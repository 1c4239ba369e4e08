"""Column types: what people type, what is kept, and the words when it cannot be."""

import pytest

import choices
import fields
import language
import models

COLUMNS = [
    pytest.param(field, id=f"{model._meta.table_name}.{field.name}")
    for model in models.RECORDS
    for field in models.columns(model)
]


@pytest.fixture
def english():
    with language.speaking("en"):
        yield


# What people type: (column, typed, shown) -------------------------------------------------------

CHAR, NAME, TEXT = fields.CharField(20), fields.NameField(20), fields.TextField()
WHOLE, MONEY, MARKS = (
    fields.IntegerField(high=5000),
    fields.DecimalField(),
    fields.DecimalField(5, 1, high=100),
)
YES_NO, DAY, TIME = fields.BooleanField(), fields.DateField(), fields.DateTimeField()
ONE, SEVERAL = fields.ChoiceField(choices.Education), fields.ChoicesField(choices.Industry)
PHONE, ID, CREDIT = fields.PhoneField(), fields.IdNumberField(), fields.CreditCodeField()
LINK = fields.ForeignKeyField(models.Worker)
LINK.rel_model = models.Worker

UNDERSTOOD = [
    (CHAR, " 木工\u3000二班 \t", "木工 二班"),
    (CHAR, "ＡＢ１２", "AB12"),
    (CHAR, "一班\n二班", "一班 二班"),
    (CHAR, "\ufeff钳\u200b工\u2060", "钳工"),
    (CHAR, "\u202d钳工\u202c", "钳工"),
    (CHAR, "𠮷野家", "𠮷野家"),
    (CHAR, "👩‍🔧", "👩‍🔧"),
    (CHAR, "e\u0301", "é"),
    (CHAR, "二十个字二十个字二十个字二十个字二十个字", "二十个字二十个字二十个字二十个字二十个字"),
    (NAME, "热汗古丽•尼亚孜", "热汗古丽·尼亚孜"),
    (NAME, "热汗古丽．尼亚孜", "热汗古丽·尼亚孜"),
    (NAME, "欧阳 娜娜", "欧阳 娜娜"),
    (TEXT, "第一行\r\n第二行\r第三行\n", "第一行\n第二行\n第三行"),
    (WHOLE, "１，２００", "1200"),
    (WHOLE, "1,200.0", "1200"),
    (WHOLE, "5000", "5000"),
    (MONEY, "1280.5", "1280.50"),
    (MONEY, "￥１２，８０", "1280.00"),
    (MONEY, "0.10元", "0.10"),
    (MONEY, "-0", "0.00"),
    (MONEY, "9999999999.99", "9999999999.99"),
    (MARKS, "89.50", "89.5"),
    (YES_NO, "是", "Yes"),
    (YES_NO, "ＮＯ", "No"),
    (YES_NO, "√", "Yes"),
    *((DAY, typed, "2026-03-05") for typed in (
        "2026-03-05", "2026.3.5", "2026/3/5", "20260305", "2026年3月5日", "2026年 3 月 5 日",
        "２０２６－０３－０５", "46086", "46086.0", "2026-03-05 00:00:00", "2026-03-05T00:00:00",
    )),
    (DAY, "2024-2-29", "2024-02-29"),
    (TIME, "2026-03-05 14:30", "2026-03-05 14:30"),
    (TIME, "2026年3月5日 9：05", "2026-03-05 09:05"),
    (TIME, "2026-03-05T14:30:59", "2026-03-05 14:30"),
    (ONE, "Bachelor", "Bachelor"),
    (ONE, "bachelor ", "Bachelor"),
    (ONE, "ＢＡＣＨＥＬＯＲ", "Bachelor"),
    (SEVERAL, "J、C", "Manufacturing、Finance"),
    (SEVERAL, "Finance；Mining\nMining", "Mining、Finance"),
    (SEVERAL, "Agriculture, forestry and fishing, Mining", "Agriculture, forestry and fishing、Mining"),
    (SEVERAL, " ", ""),
    (PHONE, "１３８１２３４５６７８", "13812345678"),
    (PHONE, "138 1234-5678", "13812345678"),
    (PHONE, "13812345678.0", "13812345678"),
    (PHONE, "+86 13812345678", "13812345678"),
    (PHONE, "\u202d13812345678\u202c", "13812345678"),
    (PHONE, "09368212345", "0936-8212345"),
    (PHONE, "(0936) 8212345", "0936-8212345"),
    (PHONE, "4008123123", "4008123123"),
    (PHONE, "+852 2123 4567", "+852 2123 4567"),
    (ID, "11010519491231002x", "11010519491231002X"),
    (ID, " 110105 19491231 002Ｘ", "11010519491231002X"),
    (ID, "'11010519491231002X", "11010519491231002X"),
    (ID, "110105491231002", "11010519491231002X"),  # 15 digits, before 1999
    (ID, "620702199001019000", "620702199001019000"),  # its check digit fits, so nothing was lost
    (ID, "e12345678", "E12345678"),
    (ID, "H60123456(0)", "H60123456(0)"),
    (ID, "军字第1234567号", "军字第1234567号"),
    (CREDIT, "８１620702mc1234567 5", "81620702MC12345675"),
    (LINK, "ｗ－００１７", "W-17"),
    (LINK, "W-17 王建国", "W-17"),
    (LINK, "17", "17"),
    (LINK, "王建国", "王建国"),
]  # fmt: skip


TYPED = [pytest.param(*case, id=f"{type(case[0]).__name__} {case[1][:30]!a}") for case in UNDERSTOOD]


@pytest.mark.parametrize(("column", "typed", "shown"), TYPED)
def test_typed_text_is_understood(english, column, typed, shown):
    assert column.show(column.read(typed)) == shown


MISTAKES = [
    (CHAR, " \u3000", "is required"),
    (CHAR, "钳\x00工", "cannot be stored"),
    (CHAR, "钳\x1f工", "cannot be stored"),
    (CHAR, "\ud800", "cannot be stored"),
    (CHAR, "\uffff", "cannot be stored"),
    (CHAR, "二十一个字二十一个字二十一个字二十一个字二", "longer than 20 characters"),
    (TEXT, "字" * 10_001, "longer than 10000 characters"),
    (WHOLE, "12.5", "whole number"),
    (WHOLE, "十二", "whole number"),
    (WHOLE, "NaN", "whole number"),
    (WHOLE, "5001", "from 0 to 5000"),
    (WHOLE, "-1", "from 0 to 5000"),
    (WHOLE, "9" * 6000, "from 0 to 5000"),
    (MONEY, "12.345", "decimal places"),
    (MONEY, "Infinity", "such as 1280.50"),
    (MONEY, "约一千", "such as 1280.50"),
    (MONEY, "10000000000", "from 0 to 9999999999.99"),
    (MARKS, "100.1", "from 0 to 100"),
    (YES_NO, "也许", "yes or no"),
    (DAY, "2026-02-30", "does not exist"),
    (DAY, "2026-13-01", "does not exist"),
    (DAY, "1899-12-31", "from 1900 to 2100"),
    (DAY, "2026-3", "such as 2026-03-05"),
    (DAY, "5/3/2026", "such as 2026-03-05"),
    (DAY, "9999", "such as 2026-03-05"),
    (DAY, "9" * 6000, "such as 2026-03-05"),
    (DAY, "年底", "such as 2026-03-05"),
    (TIME, "2026-03-05", "such as 2026-03-05 14:30"),
    (TIME, "2026-03-05 24:30", "such as 2026-03-05 14:30"),
    (TIME, "2026-02-30 14:30", "does not exist"),
    (ONE, "秀才", "Primary school、Junior middle school"),
    (ONE, "Bachelor, Master", "must be one of"),
    (SEVERAL, "Finance、Fishery", "must be one of"),
    (SEVERAL, "Finance " * 500, "must be one of"),
    (PHONE, "12345678901", "such as 13812345678"),
    (PHONE, "1381234567", "such as 13812345678"),
    (PHONE, "1.38123E+10", "lost digits in a spreadsheet (shown as 1.38123E+10)"),
    (ID, "1.10101E+17", "lost its last digits in Excel (shown as 1.10101E+17)"),
    (ID, "1.10105194912310E+17", "lost its last digits in Excel"),
    (ID, "110105194912310000", "lost its last digits in Excel (shown as 110105194912310000)"),
    (ID, "110105194912310021", "check digit does not fit"),
    (ID, "110105194913310021", "birth date does not exist"),
    (ID, "11010519491231", "18-digit resident ID number"),
    (ID, "1101051949123100211", "18-digit resident ID number"),
    (ID, "王建国", "18-digit resident ID number"),
    (ID, "E" * 25, "18-digit resident ID number"),
    (CREDIT, "81620702MC12345676", "unified social credit code"),
    (CREDIT, "81620702", "unified social credit code"),
]

REFUSED = [pytest.param(*case, id=f"{type(case[0]).__name__} {case[1][:30]!a}") for case in MISTAKES]


@pytest.mark.parametrize(("column", "typed", "words"), REFUSED)
def test_a_mistake_is_told_in_words(english, column, typed, words):
    with pytest.raises(ValueError) as mistake:  # noqa: PT011, the words are what is looked at
        column.read(typed)
    assert words in str(mistake.value.args[0])


@pytest.mark.parametrize("column", COLUMNS)
def test_an_empty_cell_is_nothing_or_a_mistake(column, english):
    if column.required:
        with pytest.raises(ValueError, match="required"):
            column.read("\u3000")
    else:
        assert column.read("\u3000") in (None, ())
        assert column.show(column.read("")) == column.plain(column.read("")) == ""
