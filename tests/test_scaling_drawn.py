"""The pictures of docs/scaling.md are drawn out of what was measured."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("picture, drawer", [("where-time-goes.svg", "stages"), ("grown.svg", "grown")])
def test_the_picture_is_that_of_the_figures(picture: str, drawer: str) -> None:
    drawn = runpy.run_path(str(DOCS / "draw_scaling.py"))[drawer]()
    assert (DOCS / picture).read_text(encoding="utf-8") == drawn, "run `make docs`"
    assert f"]({picture})" in (DOCS / "scaling.md").read_text(encoding="utf-8")
