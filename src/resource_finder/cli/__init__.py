"""The command line: options, commands, the one writer."""
