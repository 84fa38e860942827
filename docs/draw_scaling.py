"""Draw the pictures of docs/scaling.md out of what was measured: `python docs/draw_scaling.py` (part of `make docs`).

docs/measured/stages.json is written by tests/benchmarks/where_time_goes.py, docs/measured/grown.json by
tests/benchmarks/test_storing_speed.py with BENCHMARK_RESULTS.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

DOCS = Path(__file__).parent
WIDTH, ROW, LEFT, RIGHT = 760, 26, 190, 80
STYLE = (
    "text{font:13px sans-serif;fill:#1b2438}.reading{fill:#4c72b0}.storing{fill:#c44e52}.line{fill:none;stroke:#4c72b0;"
    "stroke-width:2}.memory{fill:none;stroke:#c44e52;stroke-width:2}.axis{stroke:#8a93a6}"
    "@media(prefers-color-scheme:dark){text{fill:#e8ecf6}}"
)


def measured(name: str) -> Any:
    return json.loads((DOCS / "measured" / name).read_text(encoding="utf-8"))


def stages() -> str:
    """A bar for each stage of reading and storing, the longest first within each."""
    found = [
        (kind, name, spent)
        for kind, some in measured("stages.json").items()
        for name, spent in sorted(some.items(), key=lambda pair: -pair[1])
    ]
    total = sum(spent for *_, spent in found)
    most = max(spent for *_, spent in found)
    shapes = []
    for number, (kind, name, spent) in enumerate(found):
        y, long = 10 + number * ROW, (WIDTH - LEFT - RIGHT) * spent / most
        shapes.append(
            f'<text x="{LEFT - 8}" y="{y + 14}" text-anchor="end">{escape(name)}</text>'
            f'<rect class="{kind}" x="{LEFT}" y="{y}" width="{long:.1f}" height="{ROW - 8}"/>'
            f'<text x="{LEFT + long + 6:.1f}" y="{y + 14}">{100 * spent / total:.1f} %</text>'
        )
    told = "; ".join(f"{kind}, {name}: {100 * spent / total:.1f} %" for kind, name, spent in found)
    return _picture(20 + len(found) * ROW, f"Where the time of an ingest goes. {told}", shapes)


def grown() -> str:
    """What storing an article costs and how much memory it takes, by how many are stored."""
    points = measured("grown.json")
    last = points[-1]["articles"]
    shapes, low, high = [], 210, 40
    for kind, name, unit in (("line", "together_ms", "ms an article"), ("memory", "memory_mb", "MB of memory")):
        # so that neither line runs through the other
        most = (2.2 if kind == "line" else 1.1) * max(point[name] for point in points)
        places = [
            (60 + (WIDTH - 220) * point["articles"] / last, low - (low - high) * point[name] / most) for point in points
        ]
        way = " ".join(f"{x:.0f},{y:.0f}" for x, y in places)
        shapes.append(f'<polyline class="{kind}" points="{way}"/>')
        x, y = places[-1]
        shapes.append(f'<text x="{x + 8:.0f}" y="{y + 4:.0f}">{points[-1][name]:.0f} {unit}</text>')
    shapes.append(f'<path class="axis" d="M60 {low}H{WIDTH - 160}"/>')
    written = 0.0
    for point in points:
        x = 60 + (WIDTH - 220) * point["articles"] / last
        if x - written < 50:  # the numbers would run into each other
            continue
        written = x
        shapes.append(f'<text x="{x:.0f}" y="{low + 18}" text-anchor="middle">{point["articles"]:,}</text>')
    told = "; ".join(
        f"{point['articles']:,} articles: {point['together_ms']:.1f} ms, {point['memory_mb']:.0f} MB"
        for point in points
    )
    return _picture(240, f"Storing an article, and memory, in a growing store. {told}", shapes)


def _picture(height: int, told: str, shapes: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(told)}">\n<style>{STYLE}</style>\n' + "\n".join(shapes) + "\n</svg>\n"
    )


if __name__ == "__main__":
    (DOCS / "where-time-goes.svg").write_text(stages(), encoding="utf-8")
    (DOCS / "grown.svg").write_text(grown(), encoding="utf-8")
