"""The content of pages and sheets, in one language and without a layout."""
