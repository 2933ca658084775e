"""Files get their names: the companions first, the document last, none in the place of another file."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import msgspec

from depesch.connect.collecting.laying import make_folders
from depesch.connect.collecting.marks import Mark, Marks
from depesch.kit.durable import sync_folder
from depesch.kit.moving import move_new, was_moved


def place(mark: Mark, folder: Path, marks: Marks) -> Mark:
    """Move each file of a written mark to its name, sync, and return the mark with the names they got.

    Cut off anywhere and done again, it goes on where it was. Raises OSError.
    """
    touched = set[Path]()
    for index, move in enumerate(mark.moves):
        source, target = marks.folder / move.part, folder / move.target
        if index == len(mark.moves) - 1:
            _sync(touched)  # the companions are there when the document is
        while not was_moved(source, target):
            make_folders(target.parent, below=folder)
            try:
                move_new(source, target, may_show_empty=False)
            except FileExistsError:  # somebody took the name since it was chosen
                mark = _renamed(mark, index, folder)
                marks.write(mark)
                target = folder / mark.moves[index].target
        if target.parent.is_dir():
            touched.add(target.parent)
    _sync(touched | {marks.folder})
    return mark


def _renamed(mark: Mark, index: int, folder: Path) -> Mark:
    """Return the mark with the next free name for one of its files."""
    move, number = mark.moves[index], 2
    bare = PurePosixPath(move.target)
    while os.path.lexists(folder / (target := bare.with_name(f"{bare.stem}_{number}{bare.suffix}"))):
        number += 1
    moves = list(mark.moves)
    moves[index] = msgspec.structs.replace(move, target=str(target))
    return msgspec.structs.replace(mark, moves=tuple(moves))


def _sync(folders: set[Path]) -> None:
    for folder in folders:
        sync_folder(folder)
