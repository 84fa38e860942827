"""The files in docs/deploy: each names only what is there, and says what the code says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from typer.main import get_command

from api.http.telemetry import Metrics
from quotes.cli import app
from quotes.config import Settings
from tests.benchmarks.serving import LARGE_PAGES

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs/deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICE = (DEPLOY / "quotes.service").read_text()
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def options_of(command: str) -> set[str]:
    return {option for parameter in COMMANDS[command].params for option in parameter.opts}


def check_command(words: list[str]) -> None:
    """A command line of `quotes` names a command and options that there are."""
    assert words[0] in COMMANDS
    assert {word for word in words[1:] if word.startswith("--")} <= options_of(words[0])


def test_the_image_copies_what_is_there_and_builds_from_the_lock_alone():
    copied = [name for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.M) for name in line.split()[:-1]]
    assert copied
    assert all((ROOT / name).exists() for name in copied)
    assert "--require-hashes" in DOCKERFILE
    installed = re.findall(r"pip install (?!--require-hashes)(.+)", DOCKERFILE)
    assert installed == ["--no-deps --no-build-isolation ."]  # nothing is fetched that the lock does not name
    stages = DOCKERFILE.split("\nFROM ")[1:] if DOCKERFILE.startswith("FROM") else DOCKERFILE.split("\nFROM ")
    last = stages[-1]
    assert re.search(r"^USER (?!root|0\b)", last, re.M)
    assert "HEALTHCHECK" in last
    check_command(json.loads(re.findall(r"^CMD (\[.+\])", last, re.M)[-1]))


def test_what_is_not_for_an_image_stays_out_of_it():
    left_out = set((DEPLOY / "Dockerfile.dockerignore").read_text().split())
    assert {".git", ".venv", "*.db*", "*.key", "*.env"} <= left_out


def test_compose_is_closed_to_the_network_and_its_server_can_change_nothing_but_its_data():
    services = COMPOSE["services"]
    assert all(str(port).startswith("127.0.0.1:") for one in services.values() for port in one.get("ports", ()))
    server = services["quotes"]
    assert server["read_only"] is True
    assert server["cap_drop"] == ["ALL"]
    for one in services.values():
        if one.get("image") == "quotes":
            check_command(one["command"])
        assert set(one.get("depends_on", {})) <= set(services)
        named = {str(volume).partition(":")[0] for volume in one.get("volumes", ())}
        assert named <= set(COMPOSE["volumes"])
    build = services["migrate"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).resolve() == DEPLOY / "Dockerfile"


def test_the_settings_that_the_files_name_exist():
    known = {f"QUOTES_{name.upper()}" for name in Settings.model_fields}
    for file in DEPLOY.iterdir():
        named = set(re.findall(r"\bQUOTES_[A-Z_]+", file.read_text()))
        assert named <= known, file.name


def test_the_service_starts_what_there_is_as_nobody_special():
    settings = dict(re.findall(r"^(\w+)=(.*)$", SERVICE, re.M))
    for line in (settings["ExecStartPre"], settings["ExecStart"]):
        program, *words = line.split()
        assert program == "/opt/quotes/bin/quotes"
        check_command(words)
    assert settings["User"] == "quotes"
    assert settings["NoNewPrivileges"] == "yes"
    assert settings["ProtectSystem"] == "strict"


def test_the_benchmarks_serve_with_the_memory_that_these_files_ask_for():
    ((name, value),) = LARGE_PAGES.items()
    assert f"\nEnvironment={name}={value}\n" in SERVICE
    assert f"\nENV {name}={value}\n" in DOCKERFILE


def test_the_documented_lines_make_settings_that_the_server_reads(tmp_path: Path):
    """docs/operating.md: its `install`, `sed` and `ln` lines, in a folder of the test's instead of the machine's."""
    guide = (ROOT / "docs/operating.md").read_text()
    lines = re.search(r"^```sh\n(name=.+?)^```$", guide, re.M | re.S)[1].splitlines()  # type: ignore[index]
    [example] = [line.split()[-2:] for line in lines if line.startswith("install ")]
    assert example == ["docs/deploy/quotes.env.example", "/etc/quotes/quotes.env"]
    written = tmp_path / "quotes.env"
    shutil.copyfile(DEPLOY / "quotes.env.example", written)
    for line in lines:
        if line.startswith(("sed ", "ln ")):
            here = line.replace("/etc/quotes/quotes.env", str(written)).replace("/var/lib/quotes", str(tmp_path))
            here = here.replace("/etc/nginx/conf.d", str(tmp_path))
            subprocess.run(["bash", "-ec", f"name=news.example\n{here}"], check=True, cwd=ROOT)
    settings = Settings(_env_file=tmp_path / ".env")
    assert settings.database_url == "postgresql+psycopg:///quotes"
    assert settings.base_url == "https://news.example"
    assert "change-me" not in written.read_text()
    assert re.findall(r"server_name (\S+);", (tmp_path / "quotes.conf").read_text()) == ["news.example"]
    service = {line for line in SERVICE.splitlines() if "/etc/quotes" in line or "/opt/quotes/bin" in line}
    assert service >= {"EnvironmentFile=/etc/quotes/quotes.env", "ExecStartPre=/opt/quotes/bin/quotes migrate"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_knows_every_line_of_the_service():
    command = ["systemd-analyze", "verify", "--man=no", str(DEPLOY / "quotes.service")]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    ours = [line for line in said.splitlines() if "quotes.service" in line and "is not executable" not in line]
    assert ours == []


def exposed() -> set[str]:
    """The name of every figure that /metrics gives."""
    metrics = Metrics()
    metrics.observe("GET", "/quotes", 200, 0.1)
    found = text_string_to_metric_families(metrics.render().decode())
    return {sample.name for family in found for sample in family.samples} | {"up"}


def test_the_alerts_and_the_dashboard_ask_for_figures_that_there_are():
    alerts = yaml.safe_load((DEPLOY / "alerts.yaml").read_text())
    rules = [rule for group in alerts["groups"] for rule in group["rules"]]
    dashboard = json.loads((DEPLOY / "dashboard.json").read_text())
    asked = [rule["expr"] for rule in rules] + [t["expr"] for p in dashboard["panels"] for t in p["targets"]]
    known = exposed()
    for expression in asked:
        named = set(re.findall(r"\bquotes_\w+|\bup\b", expression))
        assert named, expression
        assert named <= known, expression
        assert expression.count("(") == expression.count(")")
    assert all({"alert", "expr", "for", "labels", "annotations"} <= set(rule) for rule in rules)
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])
