"""What the doctor looks at in a project, one check each, and how what it finds is mended.

Nothing here writes unless a repair was asked for, or prints: `db.doctor` runs the checks, the command line tells.
"""
