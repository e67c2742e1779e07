"""The command line: one module for each group of commands; what is heavy is imported inside the commands.

Nothing here needs Textual, or prints data that has not passed `output`.
"""
