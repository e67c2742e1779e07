"""Finds, in Python source, calls that give data to Textual or Rich as markup, or to the terminal past the safe door."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

CLEANERS = frozenset({"safe", "harmless", "as_line", "len", "int", "round", "ord"})
"""Functions whose results hold nothing that a terminal obeys."""

KEEPERS = frozenset({"rstrip", "lstrip", "strip", "ljust", "rjust", "center", "upper", "lower", "capitalize", "decode"})
"""Methods that make nothing harmful of a harmless string."""

OWN_STRIPS = frozenset({"TextArea"})
"""Textual's widgets that draw what they hold as it is, and never as markup."""

MARKUP_CALLS = frozenset(
    {"from_markup", "notify", "render_markup", "render_str", "set_label", "to_content", "visualize"}
)
"""Methods and functions that read their argument as markup."""

MARKUP_MODULES = ("rich.markup", "rich.console", "textual.markup", "rich.print", "rich.inspect", "rich.pretty")
"""What turns text into markup, prints markup, or escapes it: `escape` is no remedy."""

MARKUP_ATTRIBUTES = frozenset(
    {"title", "sub_title", "border_title", "border_subtitle", "label", "tooltip", "placeholder", "TITLE", "SUB_TITLE"}
)
"""What Textual's widgets show as markup when it is assigned."""

STREAMS = frozenset({"sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__"})

PRINTERS = frozenset(
    {"print", "typer.echo", "typer.secho", "click.echo", "click.secho", "os.write", "warnings.warn", "sys.exit"}
)
"""Functions that write to the terminal, or to what somebody will look at in one."""

LOGGERS = frozenset({"debug", "info", "warning", "error", "critical", "exception", "log"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One call that lets data through."""

    line: int
    call: str
    """As it stands in the source, in one line."""
    why: str


def faults(source: str, *, draws: bool = True) -> list[Fault]:
    """All faults of a module, in their order; one that `draws` nothing can only print."""
    tree = ast.parse(source)
    names = _imported(tree)
    found = [
        Fault(node.lineno, ast.unparse(node), why)
        for node in ast.walk(tree)
        if isinstance(node, ast.expr | ast.stmt)
        for why in [*(_markup(node, names) if draws else ()), *_printing(node, names)]
    ]
    return sorted(found, key=lambda fault: (fault.line, fault.call))


def _imported(tree: ast.AST) -> dict[str, str]:
    """What each imported name stands for."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {each.asname: each.name for each in node.names if each.asname}
            names |= {each.name.partition(".")[0]: each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    return names


def _markup(node: ast.AST, names: Mapping[str, str]) -> Iterator[str]:
    """Why a node makes markup of data."""
    if isinstance(node, ast.Call):
        yield from _markup_of_call(node, names)
    elif isinstance(node, ast.Import | ast.ImportFrom):
        modules = [each.name for each in node.names]
        modules = [f"{node.module}.{name}" for name in modules] if isinstance(node, ast.ImportFrom) else modules
        if any(module.startswith(MARKUP_MODULES) for module in modules):
            yield "makes, prints or escapes markup"
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        attributes = {target.attr for target in targets if isinstance(target, ast.Attribute)}
        if attributes & MARKUP_ATTRIBUTES and not _is_fixed(node.value):
            yield "is shown as markup"


def _markup_of_call(call: ast.Call, names: Mapping[str, str]) -> Iterator[str]:
    called = _dotted(call.func, names)
    last = called.rpartition(".")[2]
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    options = {keyword.arg: keyword.value for keyword in call.keywords}
    if called.startswith("textual.widgets") and last not in OWN_STRIPS and not all(map(_is_fixed, given)):
        yield "a widget of Textual reads it as markup"
    if last in MARKUP_CALLS:
        yield "is read as markup"
    if last == "update" and _is_content(call, names):
        yield "a widget of Textual would read it as markup"
    if _is_true(options.get("markup")):
        yield "asks for markup"
    if called == "typer.Typer" and not _is_none(options.get("rich_markup_mode")):
        yield "Typer reads help as markup unless rich_markup_mode=None"


def _printing(node: ast.AST, names: Mapping[str, str]) -> Iterator[str]:
    """Why a node lets data through to the terminal."""
    if not isinstance(node, ast.Call):
        return
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    if not _prints(node, names):
        given = [keyword.value for keyword in node.keywords if keyword.arg == "message" and _leaves(node)]
    if not all(map(_is_clean, given)):
        yield "reaches the terminal past the safe door"


def _leaves(call: ast.Call) -> bool:
    """Whether the call ends a full screen, which then prints a message."""
    return isinstance(call.func, ast.Attribute) and call.func.attr == "exit"


def _prints(call: ast.Call, names: Mapping[str, str]) -> bool:
    """Whether what is given to the call is written out as it is."""
    if not isinstance(call.func, ast.Attribute) or _dotted(call.func, names) in PRINTERS:
        return _dotted(call.func, names) in PRINTERS
    receiver = _dotted(call.func.value, names)
    logs = call.func.attr in LOGGERS and receiver.startswith(("logging", "log", "self.log"))
    return logs or (call.func.attr in ("write", "writelines", "print") and _is_terminal(receiver))


def _is_terminal(receiver: str) -> bool:
    return receiver in STREAMS or receiver.endswith(("_driver", "console"))


def _is_content(call: ast.Call, names: Mapping[str, str]) -> bool:
    """Whether a call of `update` gives one thing that is neither fixed nor pairs for a dictionary or a set."""
    is_module = isinstance(call.func, ast.Attribute) and _dotted(call.func.value, names) in names.values()
    pairs = (ast.Dict, ast.DictComp, ast.GeneratorExp, ast.Set, ast.SetComp, ast.List, ast.ListComp)
    if is_module or len(call.args) != 1 or isinstance(call.args[0], pairs) or _is_fixed(call.args[0]):
        return False
    given = call.args[0]
    return not (isinstance(given, ast.Call) and ast.unparse(given.func) in ("dict", "dict.fromkeys", "zip", "map"))


def _dotted(node: ast.expr, names: Mapping[str, str]) -> str:
    """The full name of what an expression names, as far as it can be told."""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value, names)}.{node.attr}"
    return ""


def _is_fixed(node: ast.expr) -> bool:
    """Whether it is the same whatever the data are."""
    return isinstance(node, ast.Constant) or (isinstance(node, ast.UnaryOp) and _is_fixed(node.operand))


def _is_clean(node: ast.expr) -> bool:
    """Whether nothing in it can be obeyed by a terminal."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.JoinedStr):
        return all(map(_is_clean, node.values))
    if isinstance(node, ast.FormattedValue):
        return _is_clean(node.value)
    if isinstance(node, ast.BinOp):
        return _is_clean(node.left) and _is_clean(node.right)
    if isinstance(node, ast.IfExp):
        return _is_clean(node.body) and _is_clean(node.orelse)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in KEEPERS:
        return _is_clean(node.func.value)
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func).rpartition(".")[2]
        return name in CLEANERS or (name == "Text" and all(map(_is_clean, node.args)))
    return isinstance(node, ast.GeneratorExp) and _is_clean(node.elt)


def _is_true(node: ast.expr | None) -> bool:
    return node is not None and not (isinstance(node, ast.Constant) and node.value is False)


def _is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
