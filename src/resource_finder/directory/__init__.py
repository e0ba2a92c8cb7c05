"""From YAML files to a checked Directory."""
