"""Renderers of pages and sheets: text for a terminal, data for programs, files to print."""
