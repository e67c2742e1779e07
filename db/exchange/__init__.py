"""Ways out of a project and into it: our own JSON, and the codebook as JSON or a table.

Here live the forms and what is checked when they are read. Nothing here opens a project, prints or asks.
"""
