"""One screen a module: they call `db` through the clerk and hand plain records to the widgets."""
