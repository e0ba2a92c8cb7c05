"""From words to the entries that answer them.

`build` puts a directory into SQLite and `index` reads it; `tokens` is what both store and look up.
`query` reads what was typed, `rank` finds and orders entries by `weights`, `filters` admits them.
"""
