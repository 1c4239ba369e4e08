"""A file of records brought in: the sync's merge from a sheet that knows only its own rows.

`begin` (uploads) -> `planning` (what each row comes to) -> `applying` (through `operations`, chunk by chunk) ->
`undoing`. What the ugly file says is `sync.rosters`'; screens, the queue and the command only call.
"""
