"""Full-text search in a directory, in English and French.

`build` writes a directory into SQLite and `index` reads it, with the tokens that `tokens` makes.
`query` parses the words that were typed; `rank` finds entries and orders them with the constants of
`weights`; `filters` decides which entries are admitted.
"""
