"""Pages to print and hand over: one description of a page feeds every format."""
