"""Reads directory files (YAML), checks them, and compares directories."""
