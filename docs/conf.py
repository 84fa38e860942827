"""How `make docs` builds the guide out of this folder's pages (Sphinx); the server shows it at /guide/."""

project = "quotes"
author = copyright = "the quotes authors"
extensions = ["myst_parser"]
root_doc = "index"
exclude_patterns = ["_templates", "deploy", "screenshots"]
templates_path = ["_templates"]
# files beside the pages (a Dockerfile, openapi.json, ../CONTRIBUTING.md) are named, not built
suppress_warnings = ["myst.xref_missing"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "quotes"
html_show_sourcelink = False
html_copy_source = False
html_show_sphinx = False
html_last_updated_fmt = None
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/back.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
