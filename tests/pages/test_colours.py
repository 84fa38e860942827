"""The speakers' colours, as people with each kind of colour blindness see them, on paper and in the dark."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "api" / "static" / "site.css").read_text(encoding="utf-8")
LIGHT, DARK = CSS.split("@media (prefers-color-scheme: dark)")[0], CSS.split("@media (prefers-color-scheme: dark)")[1]

Colour = tuple[float, float, float]
# Machado, Oliveira and Fernandes 2009, severity 1: what is left of linear red, green and blue.
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def variable(css: str, name: str) -> Colour:
    """A custom property's colour as linear red, green and blue."""
    found = re.search(rf"--{name}: #([0-9a-f]{{6}});", css)
    assert found, name
    parts = [int(found[1][place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def seen(colour: Colour, blindness: str) -> Colour:
    mixed = [sum(share * part for share, part in zip(row, colour, strict=True)) for row in BLINDNESS[blindness]]
    red, green, blue = (min(1.0, max(0.0, part)) for part in mixed)
    return red, green, blue


def lab(colour: Colour) -> Colour:
    red, green, blue = colour
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: Colour, other: Colour) -> float:
    """CIE76: 2.3 is just noticeable."""
    return float(sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5)


def contrast(one: Colour, other: Colour) -> float:
    """WCAG's contrast ratio."""
    bright, dim = sorted((0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] for c in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("css", [LIGHT, DARK], ids=["light", "dark"])
def test_any_two_are_told_apart(css: str, blindness: str) -> None:
    colours = {name: seen(variable(css, name), blindness) for name in (f"c{number}" for number in range(8))}
    near = {
        (one, other): round(difference(colours[one], colours[other]), 1)
        for one, other in combinations(colours, 2)
        if difference(colours[one], colours[other]) < 10
    }
    assert near == {}


@pytest.mark.parametrize("css", [LIGHT, DARK], ids=["light", "dark"])
def test_each_stands_out_from_the_page(css: str) -> None:
    for number in range(8):
        assert contrast(variable(css, f"c{number}"), variable(css, "paper")) >= 4.5, number


def test_neighbours_differ_in_their_underline_too() -> None:
    underlines = [found[1] for found in re.finditer(r"^\.s\d \{ .*--u: (\w+); \}", CSS, re.MULTILINE)]
    assert len(underlines) == 8
    assert len(set(underlines[:5])) == 5
