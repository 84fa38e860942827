"""The command `quotes`. Each command imports what it needs when it runs: `--help` costs nothing."""

import sys

import typer

from quotes.cli import admin, evaluate, explain, export, extract, ingest, mcp, rules, search, serve
from quotes.errors import QuotesError

app = typer.Typer(
    help="Who said what: direct quotations and their speakers out of news articles, with the evidence for each.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: the boxes would cost half of the time it takes
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("extract")(extract.run)
app.command("ingest")(ingest.run)
app.command("serve")(serve.run)
app.command("search")(search.run)
app.command("explain")(explain.run)
app.command("evaluate")(evaluate.run)
app.command("export")(export.run)
app.command("mcp")(mcp.run)
app.command("rules")(rules.run)
app.command("migrate")(admin.migrate)
app.command("backup")(admin.backup)
app.add_typer(admin.keys, name="keys")


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"quotes {version('quotes')}")
        raise typer.Exit


@app.callback()
def _options(
    show: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Say which version this is."
    ),
) -> None:
    pass


def main() -> None:
    """Run a command; what goes wrong is one sentence on stderr and an exit status, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot show “ shows an escape instead of failing
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except QuotesError as error:
        print(f"quotes: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:  # `quotes ... | head`: the reader has what it wanted
        sys.stderr.close()
        sys.exit(141)
    except OSError as error:
        print(f"quotes: {error.filename or 'the system'}: {error.strerror or error}", file=sys.stderr)
        sys.exit(1)
