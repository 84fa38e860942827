"""The command `quotes`. Each command imports what it needs when it runs: `--help` costs nothing."""

import errno
import os
import sys

import typer

from quotes.cli import admin, evaluate, explain, export, extract, ingest, mcp, rules, search, serve
from quotes.cli.console import say
from quotes.cli.examples import examples
from quotes.errors import FULL, QuotesError

_MENDS = {
    errno.ENOENT: "make the folder it is to be in, or name another place",
    errno.EEXIST: "it is a file, and a folder is needed; name another place",
    errno.ENOTDIR: "a part of it is a file, and a folder is needed; name another place",
    errno.EISDIR: "it is a folder, and a file is needed; name a file in it",
    errno.EACCES: "let it be written, or name another place",
    errno.EPERM: "let it be written, or name another place",
    errno.EROFS: "name a place that may be written",
}

app = typer.Typer(
    epilog=examples(),
    help="Who said what: direct quotations and their speakers out of news articles, with the evidence for each.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: the boxes would cost half of the time it takes
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("extract", epilog=examples("extract"))(extract.run)
app.command("ingest", epilog=examples("ingest"))(ingest.run)
app.command("serve", epilog=examples("serve"))(serve.run)
app.command("search", epilog=examples("search"))(search.run)
app.command("explain", epilog=examples("explain"))(explain.run)
app.command("evaluate", epilog=examples("evaluate"))(evaluate.run)
app.command("export", epilog=examples("export"))(export.run)
app.command("mcp", epilog=examples("mcp"))(mcp.run)
app.command("rules", epilog=examples("rules"))(rules.run)
app.command("migrate", epilog=examples("migrate"))(admin.migrate)
app.command("backup", epilog=examples("backup"))(admin.backup)
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


def open_what_is_closed() -> None:
    """Let standard streams that are closed (`2>&-`) be /dev/null: else the next file, a store say, has their number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the end


def main() -> None:
    """Run a command; what goes wrong is one sentence on stderr and an exit status, never a traceback."""
    open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot show “ shows an escape instead of failing
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except QuotesError as error:
        say(str(error))
        sys.exit(1)
    except BrokenPipeError:  # `quotes ... | head`: the reader has what it wanted
        sys.stderr.close()
        sys.exit(141)
    except OSError as error:
        mend = "make room, and run the same command again" if error.errno in FULL else _MENDS.get(error.errno or 0)
        say(": ".join(filter(None, (str(error.filename or "the system"), error.strerror or str(error), mend))))
        sys.exit(1)
