"""`python -m tests.google_probe SPREADSHEET`: what only Google itself can settle, asked on an empty spreadsheet.

Needs GONGYOU_GOOGLE_CREDENTIALS and an editor's right for that account. It writes into the first tab and prints what
it saw; it is no test, for it needs a network and an account.
"""

import sys

import config
from sync.backends.google import writing
from sync.backends.google.client import Client, Refused, connected

TOKEN = 771


def main():
    settings = config.load()
    client, spreadsheet = connected(settings.google_credentials, settings.google_api_url), sys.argv[1]
    tab = next(iter(client.tabs(spreadsheet)))
    for question, ask in QUESTIONS.items():
        print(f"{question}: {ask(client, spreadsheet, tab)}")


def token_twice(client: Client, spreadsheet, tab):
    """A second batch with a token that is taken."""
    for number in (1, 2):
        text = [{"userEnteredValue": {"stringValue": f"batch {number}"}}]
        try:
            client.change(spreadsheet, [writing.put(tab, 1, 1, text), writing.taken(TOKEN)])
        except Refused as refusal:
            return f"refused ({refusal.status} {refusal}), the cell now reads {cell(client, spreadsheet, tab, 0)}"
    return f"NOT refused, the cell now reads {cell(client, spreadsheet, tab, 0)}"


def full_width(client, spreadsheet, tab):
    """Full-width digits as a person enters them."""
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{spreadsheet}/values/A2"
    body = {"values": [["１３９００００"]]}
    client.request("PUT", url, params={"valueInputOption": "USER_ENTERED"}, json=body)
    return cell(client, spreadsheet, tab, 1)


def drop_down(client, spreadsheet, tab):
    """A word that is not among those a strict drop-down offers, written by the API."""
    place = {"sheetId": tab, "startRowIndex": 2, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 1}
    rule = {**writing.offer(["男", "女"]), "strict": True}
    try:
        client.change(spreadsheet, [{"setDataValidation": {"range": place, "rule": rule}}])
        client.change(spreadsheet, [writing.put(tab, 3, 1, [{"userEnteredValue": {"stringValue": "别的"}}])])
    except Refused as refusal:
        return f"refused: {refusal}"
    return f"written: {cell(client, spreadsheet, tab, 2)}"


def beyond_the_grid(client, spreadsheet, tab):
    """The format of a text column in a row that is added below the grid."""
    column = {"sheetId": tab, "startColumnIndex": 1, "endColumnIndex": 2}
    fields = "userEnteredFormat.numberFormat"
    client.change(spreadsheet, [
        {"repeatCell": {"range": column, "cell": {"userEnteredFormat": writing.TEXT}, "fields": fields}},
        {"appendDimension": {"sheetId": tab, "dimension": "ROWS", "length": 1}},
    ])  # fmt: skip
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{spreadsheet}"
    params = {"ranges": "B1001", "fields": "sheets.data.rowData.values.userEnteredFormat.numberFormat"}
    return client.request("GET", url, params=params).json()


def cell(client, spreadsheet, tab, row):
    place = {
        "sheetId": tab,
        "startRowIndex": row,
        "endRowIndex": row + 1,
        "startColumnIndex": 0,
        "endColumnIndex": 1,
    }
    return client.values(spreadsheet, [place])[0][1]


QUESTIONS = {
    "a token that is taken": token_twice,
    "full-width digits": full_width,
    "a strict drop-down against the API": drop_down,
    "a text column below the grid": beyond_the_grid,
}

if __name__ == "__main__":
    main()
