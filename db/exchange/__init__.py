"""Ways out of a project and into it."""
