"""How good proposed quotes are: gold annotations read from files, and proposals scored against them."""
