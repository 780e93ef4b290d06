"""Counts what of a Word file is not in its text."""

from dataclasses import dataclass

__all__ = ["Losses"]


@dataclass(slots=True)
class Losses:
    """What was left out, or is uncertain; counted while the file is read."""

    hidden: int = 0
    """Words."""
    struck: int = 0
    """Words."""
    white: int = 0
    """Words in white that were kept, because something may lie behind them."""
    comments: int = 0
    text_boxes: int = 0
    drawings: int = 0
    """Pictures, charts and embedded files."""
    equations: int = 0
    symbols: int = 0
    imported: int = 0
    """Parts in other formats."""
    tracked: bool = False

    def notes(self) -> tuple[str, ...]:
        """What a person should know, one sentence each."""
        said = (
            (
                self.tracked,
                "the file has tracked changes: inserted words are in the text, deleted ones are not",
            ),
            (
                self.hidden,
                _left_out(self.hidden, "word", "that readers of the document cannot see"),
            ),
            (
                self.white,
                f"{_count(self.white, 'word')} in white kept, because a picture or a colour may "
                "lie behind; look whether readers of the document can see them",
            ),
            (self.struck, _left_out(self.struck, "word", "struck through")),
            (self.comments, _left_out(self.comments, "comment", "in the margin")),
            (
                self.text_boxes,
                f"{_count(self.text_boxes, 'text box', 'text boxes')} put after the paragraph "
                "to which the file ties each",
            ),
            (
                self.drawings,
                f"{_left_out(self.drawings, 'picture or chart')}, with any words in it",
            ),
            (self.equations, _left_out(self.equations, "equation")),
            (self.symbols, _left_out(self.symbols, "symbol", "of a picture font")),
            (
                self.imported,
                f"{_left_out(self.imported, 'part', 'taken from another file')}; open the "
                "document in Word and save it again to have its words",
            ),
        )
        return tuple(note for happened, note in said if happened)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def _left_out(number: int, one: str, which: str = "") -> str:
    what = _count(number, one, "pictures or charts" if " or " in one else "")
    return f"{what}{f' {which}' if which else ''} {'was' if number == 1 else 'were'} left out"
