"""Frames in the record: what goes in comes out, a window is cheap, a flipped bit is found."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert

from sampling import frames as canonical
from sampling.frames import Frame
from workbench.errors import CheckFailed
from workbench.record import frames
from workbench.record.engine import Record, open_record
from workbench.record.tables import Population

FACTS = dict.fromkeys(
    (
        "profile", "source_name", "source_sha256", "mapping", "imported_at", "imported_by", "flow",
        "notices", "frame_fingerprint", "content_fingerprint", "kept_columns", "dropped_columns",
    ),
    "",
)  # fmt: skip


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    monkeypatch.setattr(canonical, "CHUNK_ROWS", 10)
    record = open_record(tmp_path / "a.record")
    with record.writing() as session:
        session.execute(insert(Population).values(id=1, name="p", frame_size=0, **FACTS))
        frames.store_frame(session, population_id=1, packed=frames.pack_frame(frame()))
    return record


def frame() -> Frame:
    references = [f"{n:03}" for n in range(35)]
    return Frame(references=references, columns={"team": [f"té {n % 3}" for n in range(35)]})


def test_a_frame_comes_back_as_it_was(record: Record) -> None:
    with record.reading() as session:
        back = frames.load_frame(session, 1)
    assert (back.references, back.columns) == (frame().references, frame().columns)
    assert back.content_fingerprint == frame().content_fingerprint


@pytest.mark.parametrize(("start", "count"), [(0, 5), (8, 5), (10, 10), (29, 20), (34, 1), (40, 3)])
def test_a_window_is_the_rows_asked_for(record: Record, start: int, count: int) -> None:
    with record.reading() as session:
        window = frames.load_rows(session, 1, start=start, count=count)
    assert list(window.references) == list(frame().references)[start : start + count]
    assert list(window.columns.get("team", ())) == frame().columns["team"][start : start + count]


def test_every_altered_chunk_is_found(record: Record) -> None:
    with sqlite3.connect(record.path) as raw:
        raw.execute("DROP TRIGGER frame_chunk_no_update")
        (data,) = raw.execute("SELECT data FROM frame_chunk WHERE ordinal = 2").fetchone()
        flipped = bytearray(data)
        flipped[len(flipped) // 2] ^= 1
        raw.execute("UPDATE frame_chunk SET data = ? WHERE ordinal = 2", (bytes(flipped),))
    with record.reading() as session, pytest.raises(CheckFailed, match="Part 3 of the frame"):
        frames.load_frame(session, 1)
