"""One file a step, its name beginning with the step's number."""
