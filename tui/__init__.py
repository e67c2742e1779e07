"""The face: the full-screen program and the command line; no query and no rule about text."""
