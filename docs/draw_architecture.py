"""Draw docs/architecture.svg and docs/store.svg out of the imports (part of `make docs`).

Rooms stand on the floors that an import contract in pyproject.toml gives them; a line goes from each room to every
room that one of its modules imports. Rooms of `api` stand above `quotes`, on one floor: the contract knows them as one.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from xml.sax.saxutils import escape

import grimp

ROOT = Path(__file__).parent.parent
WIDTH, FLOOR, BOX, HIGH = 940, 84, 150, 34
PICTURES = {"architecture": "quotes", "store": "quotes.store"}


def floors(package: str) -> list[list[str]]:
    """The rooms of each floor of a package, from the top."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = (one["layers"] for one in contracts if one["type"] == "layers" and one["containers"] == [package])
    above = [["api"]] if package == "quotes" else []
    return above + [[f"{package}.{room.strip()}" for room in layer.split("|")] for layer in layers]


def imports(rooms: list[str]) -> list[tuple[str, str]]:
    """Which room imports which, itself left out."""
    graph = grimp.build_graph("quotes", "api", cache_dir=None)
    found = set()
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            pair = (_room_of(module, rooms), _room_of(imported, rooms))
            if "" not in pair and pair[0] != pair[1]:
                found.add(pair)
    return sorted(found)


def _room_of(module: str, rooms: list[str]) -> str:
    return next((room for room in rooms if f"{module}.".startswith(f"{room}.")), "")


def draw(package: str) -> str:
    """The picture of a package as SVG; its colours are the reader's."""
    storeys = floors(package)
    place: dict[str, tuple[float, float]] = {}
    for number, floor in enumerate(storeys):
        for position, room in enumerate(floor):
            place[room] = (WIDTH * (position + 1) / (len(floor) + 1), 30 + number * FLOOR)
    lines, boxes = [], []
    for upper, lower in imports(list(place)):
        (x1, y1), (x2, y2) = place[upper], place[lower]
        bend = (y2 - y1) / 2 if x1 != x2 else 0
        # a straight line down would run through the rooms between: it swings out by its length
        swing = 0 if x1 != x2 or y2 - y1 <= FLOOR else (y2 - y1) / 3 + 60
        start, end = y1 + HIGH / 2, y2 - HIGH / 2
        lines.append(
            f'<path d="M{x1:.0f} {start:.0f} C{x1 + swing:.0f} {start + bend + swing / 4:.0f} '
            f'{x2 + swing:.0f} {end - bend - swing / 4:.0f} {x2:.0f} {end:.0f}"/>'
        )
    for room, (x, y) in place.items():
        name = escape(room.rpartition(".")[2])
        boxes.append(
            f'<rect x="{x - BOX / 2:.0f}" y="{y - HIGH / 2:.0f}" width="{BOX}" height="{HIGH}" rx="6"/>'
            f'<text x="{x:.0f}" y="{y + 5:.0f}">{name}</text>'
        )
    height = 30 + len(storeys) * FLOOR - HIGH
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="The rooms of the code, each above those that it imports">\n<style>'
        "path{fill:none;stroke:#8a93a6;stroke-opacity:.55;stroke-width:1.2}"
        "rect{fill:#eef1f8;stroke:#51607f}text{font:14px sans-serif;text-anchor:middle;fill:#1b2438}"
        "@media(prefers-color-scheme:dark){rect{fill:#222b3f;stroke:#8fa1c7}text{fill:#e8ecf6}}"
        "</style>\n" + "\n".join((*lines, *boxes)) + "\n</svg>\n"
    )


if __name__ == "__main__":
    for name, package in PICTURES.items():
        (ROOT / f"docs/{name}.svg").write_text(draw(package), encoding="utf-8")
