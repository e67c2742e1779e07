"""No module needs itself by way of others: the walls of import-linter say which way imports go, this that they end."""

from __future__ import annotations

from graphlib import TopologicalSorter

import grimp


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = grimp.build_graph("tui", "db", "corpus")
    needs = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert [*TopologicalSorter(needs).static_order()]  # it names the circle where there is one
