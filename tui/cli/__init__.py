"""The command line: one module for each group of commands; what is heavy is imported inside the commands."""
