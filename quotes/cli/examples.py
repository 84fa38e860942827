"""What each command is used for, as one would type it: the last thing that `quotes COMMAND --help` shows."""

EXAMPLES = {
    "": """
quotes extract article.txt
quotes ingest news/ --jobs 4
quotes search "give up" --speaker Lukashenka
quotes serve
""",
    "extract": """
quotes extract article.txt
curl -s https://example.org/story | quotes extract -
quotes extract news.jsonl --jobs 4 -o quotes.parquet
quotes extract news.csv --map text=body,date=day --format csv
quotes extract archive/ --engine dask://scheduler:8786 --parts quotes.parquet
""",
    "ingest": """
quotes ingest news/ more.csv --jobs 4
quotes ingest archive/ --jobs 4 --failed failed.jsonl
quotes ingest --since-failed failed.jsonl
quotes ingest inbox/ --watch
quotes ingest archive/ --database postgresql+psycopg://me@host/quotes
""",
    "serve": """
quotes serve
quotes serve --host 0.0.0.0 --port 8080 --workers 4
""",
    "search": """
quotes search "give up" --speaker Lukashenka
quotes search --outlet BBC --since 2020-08 --until 2020-08-31
quotes search '"free elections"' --format jsonl | head
""",
    "explain": """
quotes explain article.txt
quotes explain article.txt --all
""",
    "evaluate": """
quotes evaluate gold.jsonl
quotes evaluate gold.jsonl --by rule --errors errors.jsonl
""",
    "export": """
quotes export -o quotes.parquet
quotes export --speaker Lukashenko --since 2020-08 -o lukashenko.csv
quotes export --unattributed --format jsonl | wc -l
""",
    "mcp": """
quotes mcp --database sqlite:////path/to/quotes.db
""",
    "rules": """
quotes rules
quotes rules --format json
""",
    "migrate": """
quotes migrate
quotes migrate --database postgresql+psycopg://me@host/quotes
""",
    "backup": """
quotes backup copy.db
""",
    "keys": """
quotes keys
quotes keys add newsroom
quotes keys list
quotes keys remove newsroom
""",
    "keys add": """
quotes keys add newsroom
""",
    "keys remove": """
quotes keys remove newsroom
""",
    "keys list": """
quotes keys list
""",
}


def examples(command: str = "") -> str:
    """The end of a command's help; "keys add" is `quotes keys add`, and nothing `quotes` itself."""
    lines = "".join(f"\n  {line}" for line in EXAMPLES[command].strip().splitlines())
    return f"\b\nExamples:{lines}"  # \b: click leaves the lines as they are
