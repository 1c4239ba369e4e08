"""A local stand-in for Google's Sheets v4 and the parts of Drive v3 that gspread and the sync need.

Real HTTP, state in memory, judged by Google's own recorded answers. `python -m tests.sheet_service --port N`.
It knows nothing of the desk.
"""
