"""Spreadsheets: services as a table that people edit."""
