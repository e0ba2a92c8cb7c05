"""The command line: its options, its commands, and the output of their answers."""
