"""Readers: one module a format, each turning a file's bytes into articles that are not yet zoned.

Here live the formats and the libraries that know them, imported late. Nothing here walks folders or writes a file.
"""
