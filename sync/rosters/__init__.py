"""Rosters as offices really keep them (CSV, XLSX, XLS, ODS), read as headings that fit columns and rows of text.

    from sync.rosters.roster import opened

    with opened(path) as roster:
        table = roster.table(roster.best(Worker), Worker, remembered={"电话": "phone"})
        for heading in table.headings: ...   # heading.text, heading.column, heading.how, heading.near
        for row in table.rows(): ...         # row.line, row.texts {position: text}; streams, can be had again
        table.skipped                        # what was left out in the last pass, and why

What a row comes to (new, changed, refused) and what is written are not decided here.
"""
