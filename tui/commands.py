"""Every command of the program, as data.

A command is what a key, the palette and the help screen can name. Which key runs it is in `keybindings.toml`;
what it does is the action method of the node that owns its scope.
"""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """One thing that the analyst can ask for."""

    id: str
    """`scope.name`: the table and the key of `keybindings.toml`."""
    group: str
    """Where the help screen and the README tell it."""
    title: str
    """What the status line and the palette call it."""
    help: str
    """One sentence for the help screen."""
    show: bool = False
    """Whether the status line offers it."""

    @property
    def scope(self) -> str:
        """The part of the program in which it is live."""
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        """Its name inside the scope."""
        return self.id.partition(".")[2]

    @property
    def action(self) -> str:
        """The Textual action, run on the node that owns the scope."""
        if self.scope == "reading" and self.name not in _OF_THE_SCREEN:
            return f"flow('{self.name}')"
        return _TEXTUAL_ACTIONS.get(self.id, self.name)


_TEXTUAL_ACTIONS = {
    "app.suspend": "suspend_process",
    "concordance.tag_quote": "tag('quote')",
    "concordance.tag_actor": "tag('actor')",
    "concordance.tag_stance": "tag('stance')",
    "concordance.sort_left": "sort('left')",
    "concordance.sort_right": "sort('right')",
    "concordance.sort_date": "sort('date')",
    "concordance.sort_outlet": "sort('outlet')",
}

_OF_THE_SCREEN = {"toggle_list", "toggle_sidebar", "open_saved"}
"""What the reading screen does by itself; all its other commands are flows of `tui.flows`."""

OUTER: dict[str, tuple[str, ...]] = {
    "app": (),
    "reading": ("app",),
    "reader": ("reading", "app"),
    "panel": ("app",),
    "search": ("panel", "app"),
    "concordance": ("app",),
    "parallels": ("panel", "app"),
    "position": (),
    "picker": (),
    "memo": (),
}
"""The scopes that are live around each scope, from the inside out; a key may have one meaning along the chain.

`app` is the program, `reading` its main screen, `reader` the text there, `panel` a list over it. `search` is the list
that finds in the corpus, `concordance` the same in context, `parallels` the list of what tells the same. `position` is
the question for a stance's position and `picker` the choice from a short list; both read single keys by themselves.
`memo` is where a memo is written.
"""

GROUPS = ("Move", "Select", "Tag", "Suggestions", "Position", "Documents", "Find", "Concordance", "Lists", "Program")
"""The order in which the groups are told."""

COMMANDS: tuple[Command, ...] = (
    Command("reader.line_down", "Move", "Down", "Go to the next line."),
    Command("reader.line_up", "Move", "Up", "Go to the previous line."),
    Command("reader.page_down", "Move", "Page down", "Go to the next page."),
    Command("reader.page_up", "Move", "Page up", "Go to the previous page."),
    Command("reader.text_start", "Move", "Start", "Go to the start of the text."),
    Command("reader.text_end", "Move", "End", "Go to the end of the text."),
    Command("reader.word_left", "Move", "Word left", "Go back by a word; with a selection, move its end."),
    Command("reader.word_right", "Move", "Word right", "Go on by a word; with a selection, move its end."),
    Command("reader.labels", "Move", "Jump", "Label all that is in view and jump where you type."),
    Command("reader.next_mark", "Move", "Next mark", "Go to the next annotation."),
    Command("reader.previous_mark", "Move", "Previous mark", "Go to the previous annotation."),
    Command(
        "reader.expand", "Select", "Select", "Select what is under the cursor; again, what holds the selection.", True
    ),
    Command("reader.shrink", "Select", "Shrink", "Go back to the smaller selection."),
    Command("reader.start_left", "Select", "Start left", "Move the start of the selection back by a word."),
    Command("reader.start_right", "Select", "Start right", "Move the start of the selection on by a word."),
    Command("reader.unselect", "Select", "Unselect", "Drop the selection."),
    Command("reading.yank", "Select", "Yank", "Copy the selection with its citation to the terminal's clipboard."),
    Command("reading.tag_quote", "Tag", "Quote", "Tag the selection, or the quote under the cursor, as a quote.", True),
    Command(
        "reading.tag_actor", "Tag", "Actor", "Link the selection, or the name under the cursor, to an actor.", True
    ),
    Command("reading.tag_stance", "Tag", "Stance", "Say who takes which position toward whom or what.", True),
    Command("reading.add_part", "Tag", "Part", "Add the selection to the current quote as a further part."),
    Command("reading.recode", "Tag", "Recode", "Change what the annotation under the cursor says."),
    Command("reading.delete", "Tag", "Delete", "Delete the annotation under the cursor."),
    Command("reading.memo", "Tag", "Memo", "Write a memo on the annotation under the cursor."),
    Command("reading.orphans", "Tag", "Orphans", "Attach an orphan to the selection; with none, list the orphans."),
    Command("reading.undo", "Tag", "Undo", "Take back your last act, also one of an earlier session.", True),
    Command("reading.redo", "Tag", "Redo", "Do again what was taken back."),
    Command("reading.repeat", "Tag", "Repeat", "Repeat the last tagging here."),
    Command("reading.next_suggestion", "Suggestions", "Suggestion", "Go to the next suggestion.", True),
    Command("reading.previous_suggestion", "Suggestions", "Previous suggestion", "Go to the suggestion before."),
    Command("reading.accept", "Suggestions", "Accept", "Write what the suggestion says, and go to the next.", True),
    Command(
        "reading.reject", "Suggestions", "Reject", "Offer the suggestion to you no more, and go to the next.", True
    ),
    Command(
        "reading.edit_suggestion", "Suggestions", "Edit", "Change what the suggestion says before it is written.", True
    ),
    Command("reading.accept_alike", "Suggestions", "Alike", "Accept all suggestions in view of the same actor.", True),
    Command(
        "reading.filter_suggestions", "Suggestions", "Kinds", "Show all, quotes, names, stances, sure ones or none."
    ),
    Command("position.strongly_oppose", "Position", "strongly opposes", "The holder strongly opposes the target."),
    Command("position.oppose", "Position", "opposes", "The holder opposes the target."),
    Command("position.neutral", "Position", "neutral", "The holder takes a neutral position."),
    Command("position.support", "Position", "supports", "The holder supports the target."),
    Command("position.strongly_support", "Position", "strongly supports", "The holder strongly supports the target."),
    Command("position.mixed", "Position", "mixed", "The holder both supports and opposes the target."),
    Command("position.unclear", "Position", "unclear", "The text does not tell the holder's position."),
    Command("reading.open_document", "Documents", "Open", "Open a document by a part of its title."),
    Command("reading.next_document", "Documents", "Next document", "Open the next document."),
    Command("reading.previous_document", "Documents", "Previous document", "Open the previous document."),
    Command("reading.copies", "Documents", "Copies", "List the copies of this text, and read one beside it."),
    Command("reading.done", "Documents", "Done", "Mark the document as done and open the next one that is not."),
    Command("reading.metadata", "Documents", "Metadata", "Show and edit the document's title, outlet, date and so on."),
    Command(
        "reading.label_zone", "Documents", "Zone", "Say which zone the selection is, or the paragraph under the cursor."
    ),
    Command("reader.toggle_boilerplate", "Documents", "Boilerplate", "Fold the boilerplate away, or show it."),
    Command("reading.codebook", "Documents", "Codebook", "List actors and concepts; change, merge or delete them."),
    Command("reading.find_in_text", "Find", "Find", "Find in this text."),
    Command("reader.next_match", "Find", "Next match", "Go to the next place found."),
    Command("reader.previous_match", "Find", "Previous match", "Go to the previous place found."),
    Command("reading.find_in_corpus", "Find", "Find in corpus", "Find in all documents."),
    Command(
        "reading.annotations",
        "Find",
        "Annotations",
        "Find an annotation by its words, a name, a target or its document.",
    ),
    Command("reading.places", "Find", "Places", "Find all places of the annotation, the name or the words here."),
    Command("reading.open_saved", "Find", "Saved search", "Find what the first to the ninth saved search says."),
    Command("reading.jump_back", "Find", "Back", "Go back to the place that you came from, also in another document."),
    Command("reading.jump_forward", "Find", "Forward", "Go on to where you came back from."),
    Command("search.complete", "Find", "Complete", "Write what is shown dim behind the line."),
    Command("search.concordance", "Find", "In context", "Show all places of the line in their context."),
    Command("search.save", "Find", "Save search", "Keep the line under a name."),
    Command("search.edit_saved", "Find", "Change saved", "Change the name or the key of the saved search."),
    Command("search.delete_saved", "Find", "Delete saved", "Forget the saved search."),
    Command("concordance.down", "Concordance", "Down", "Go to the next line."),
    Command("concordance.up", "Concordance", "Up", "Go to the previous line."),
    Command("concordance.page_down", "Concordance", "Page down", "Go down by a page of lines."),
    Command("concordance.page_up", "Concordance", "Page up", "Go up by a page of lines."),
    Command("concordance.first", "Concordance", "First", "Go to the first line."),
    Command("concordance.last", "Concordance", "Last", "Go to the last line."),
    Command("concordance.mark", "Concordance", "Mark", "Mark the line, or no longer, and go to the next."),
    Command("concordance.mark_range", "Concordance", "Range", "Mark all lines from the one marked last to this one."),
    Command("concordance.mark_all", "Concordance", "All", "Mark all lines, or none."),
    Command("concordance.tag_quote", "Concordance", "Quote", "Tag the quotes around the marked places, as one act."),
    Command("concordance.tag_actor", "Concordance", "Actor", "Link the marked places to an actor, as one act."),
    Command("concordance.tag_stance", "Concordance", "Stance", "Make stances of the marked places, as one act."),
    Command("concordance.undo", "Concordance", "Undo", "Take back your last act."),
    Command("concordance.sort_left", "Concordance", "Left", "Sort by the words before the keyword, the nearest first."),
    Command("concordance.sort_right", "Concordance", "Right", "Sort by the words after the keyword."),
    Command("concordance.sort_date", "Concordance", "Date", "Sort by date."),
    Command("concordance.sort_outlet", "Concordance", "Outlet", "Sort by outlet."),
    Command("concordance.take", "Concordance", "Open", "Open the place; Backspace comes back to its line."),
    Command("concordance.search", "Concordance", "Search", "Go back to the search line."),
    Command("concordance.close", "Concordance", "Close", "Go back to the text."),
    Command(
        "reading.parallels",
        "Find",
        "Same statement",
        "Find what other documents tell of the statement under the cursor.",
    ),
    Command("parallels.link", "Find", "Same", "Say that the chosen place tells the same statement, or take it back."),
    Command("panel.down", "Lists", "Down", "Go to the next row."),
    Command("panel.up", "Lists", "Up", "Go to the previous row."),
    Command("panel.page_down", "Lists", "Page down", "Go down by a page of rows."),
    Command("panel.page_up", "Lists", "Page up", "Go up by a page of rows."),
    Command("panel.take", "Lists", "Take", "Take the row under the cursor."),
    Command("panel.close", "Lists", "Close", "Close the list and change nothing."),
    Command("picker.pick", "Lists", "Pick", "Take the first to the ninth proposal, in the order of these keys."),
    Command("app.help", "Program", "Help", "Show every key.", True),
    Command("app.palette", "Program", "Commands", "Find a command by its name."),
    Command("reading.toggle_list", "Program", "List", "Hide the list of documents, or show it."),
    Command("reading.toggle_sidebar", "Program", "Sidebar", "Hide the sidebar, or show it."),
    Command("memo.keep", "Program", "Keep memo", "Keep the memo that is being written, and go back."),
    Command("reading.retry", "Program", "Try again", "Try again to save what could not be saved."),
    Command(
        "reading.export_unsaved", "Program", "Export unsaved", "Write what could not be saved to a file for `import`."
    ),
    Command("app.redraw", "Program", "Redraw", "Paint the screen anew, over what another program has left on it."),
    Command("app.suspend", "Program", "Suspend", "Go back to the shell; `fg` comes back here."),
    Command("app.quit", "Program", "Quit", "Leave; everything is saved."),
)

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}
"""The commands by their id."""
