"""What `deploy/` tells operators fits the settings, the pinned packages and itself."""

import configparser
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.settings import AssistantSettings
from ingest.settings import IngestSettings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
KNOWN = {f"PLANS_{name.upper()}" for name in (*AssistantSettings.model_fields, "corpus")} | {
    f"PLANS_{name.upper()}" for name in IngestSettings.model_fields
}
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "docker" / "compose.yaml").read_text("utf-8"))
REPLICAS = {n: s for n, s in COMPOSE["services"].items() if n.startswith("plans-")}
LINES = (DEPLOY / "plans.env.example").read_text("utf-8").splitlines()
NAMED = dict(line.lstrip("#").split("=", 1) for line in LINES if re.match(r"#?PLANS_", line))


def _stop_seconds() -> int:
    return int(NAMED["PLANS_STOP_SECONDS"])


def test_the_environment_file_names_every_setting_and_no_other() -> None:
    assert set(NAMED) == KNOWN


def test_what_the_environment_file_shows_is_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NAMED.items():
        monkeypatch.setenv(name, value)
    assert AssistantSettings().staff_office == NAMED["PLANS_STAFF_OFFICE"]
    assert IngestSettings().read_seconds == float(NAMED["PLANS_READ_SECONDS"])


def test_the_containers_are_given_settings_that_there_are() -> None:
    given = [
        name.removesuffix("_FILE")
        for service in COMPOSE["services"].values()
        for name in service.get("environment", {})
        if name.startswith("PLANS_")
    ]
    assert given
    assert set(given) <= KNOWN


def test_secrets_that_a_container_is_given_as_files_are_read_at_its_start() -> None:
    read = (DEPLOY / "docker" / "start.sh").read_text("utf-8")
    names = re.search(r"for name in (.+); do", read)
    assert names
    files = {
        name.removeprefix("PLANS_").removesuffix("_FILE")
        for service in REPLICAS.values()
        for name in service["environment"]
        if name.endswith("_FILE")
    }
    assert files
    assert files <= set(names[1].split())


def test_only_nginx_can_be_reached_from_outside() -> None:
    services = COMPOSE["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    inner = {name for name, net in COMPOSE["networks"].items() if net and net.get("internal")}
    outward = {name for name, s in services.items() if not set(s["networks"]) <= inner}
    assert outward == {"proxy"}


def test_chroma_is_reached_by_those_alone_who_use_it() -> None:
    assert COMPOSE["services"]["chroma"]["networks"] == ["data"]
    assert "data" not in COMPOSE["services"]["proxy"]["networks"]


def test_every_image_has_a_version_and_chromas_is_that_of_the_client() -> None:
    images = {name: service["image"] for name, service in COMPOSE["services"].items()}
    others = {name: image for name, image in images.items() if image != "plans-assistant"}
    assert all(re.search(r":\d", image) for image in others.values())
    pinned = re.search(r"^chromadb==(\S+)", (ROOT / "constraints.txt").read_text("utf-8"), re.M)
    assert pinned
    assert images["chroma"] == f"chromadb/chroma:{pinned[1]}"


def test_nginx_of_the_containers_knows_every_replica_and_they_believe_it() -> None:
    addresses = {s["networks"]["replicas"]["ipv4_address"] for s in REPLICAS.values()}
    upstreams = (DEPLOY / "docker" / "upstreams.conf").read_text("utf-8")
    asked = re.findall(r"server ([\d.]+):7860 ", upstreams)
    assert {address: asked.count(address) for address in asked} == dict.fromkeys(addresses, 3)
    proxy = COMPOSE["services"]["proxy"]["networks"]["replicas"]["ipv4_address"]
    assert {s["environment"]["PLANS_TRUSTED_PROXIES"] for s in REPLICAS.values()} == {proxy}


def test_the_replicas_of_the_containers_are_balanced_as_those_of_the_machine() -> None:
    def rules(path: str) -> list[str]:
        lines = (DEPLOY / path).read_text("utf-8").splitlines()
        return [re.sub(r"[\d.]+:\d+", "…", line) for line in lines if not line.startswith("#")]

    assert rules("docker/upstreams.conf") == rules("nginx/upstreams.conf")


def test_a_stop_is_given_longer_than_the_answers_under_way() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read(DEPLOY / "systemd" / "plans@.service", "utf-8")
    assert int(unit["Service"]["TimeoutStopSec"]) > _stop_seconds()
    for service in REPLICAS.values():
        grace = int(service["stop_grace_period"].removesuffix("s"))
        assert grace > int(service["environment"]["PLANS_STOP_SECONDS"])


def test_nginx_waits_longer_than_a_chat_model_may_take() -> None:
    proxy = (DEPLOY / "nginx" / "proxy.conf").read_text("utf-8")
    waits = re.search(r"proxy_read_timeout (\d+)s", proxy)
    defaults = AssistantSettings()
    assert waits
    assert int(waits[1]) > defaults.questions_wait_seconds + defaults.model_seconds


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for unit in (DEPLOY / "systemd").iterdir():
        told = unit.read_text("utf-8").replace("/opt/plans/.venv/bin/python", "/bin/true")
        (tmp_path / unit.name).write_text(told, "utf-8")
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    run = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True
    )
    assert (run.returncode, run.stderr.strip()) == (0, "")


@pytest.mark.skipif(not (ROOT / ".venv/bin/hadolint").exists(), reason="hadolint is not installed")
def test_the_linter_of_dockerfiles_has_nothing_to_say() -> None:
    command = [str(ROOT / ".venv/bin/hadolint"), str(DEPLOY / "docker" / "Dockerfile")]
    run = subprocess.run(command, capture_output=True, text=True)
    assert (run.returncode, run.stdout + run.stderr) == (0, "")


def _start(data: Path, made: Path, *command: str, **more: str) -> str:
    environment = {"PATH": os.environ["PATH"], "PLANS_DATA": str(data), "PLANS_MADE": str(made)}
    run = subprocess.run(
        ["sh", str(DEPLOY / "docker" / "start.sh"), *command],
        env=environment | more,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout


def _made(folder: Path) -> Path:
    for name in ("models/new.onnx", "index/current.json"):
        file = folder / "made" / name
        file.parent.mkdir(parents=True)
        file.write_text("new", "utf-8")
    return folder / "made"


def test_a_container_reads_secrets_from_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("key with spaces\n", "utf-8")
    show = 'echo "$PLANS_CHROMA_KEY|${PLANS_CHROMA_KEY_FILE:-}"'
    said = _start(tmp_path, _made(tmp_path), "sh", "-c", show, PLANS_CHROMA_KEY_FILE=str(secret))
    assert said == "key with spaces|\n"


def test_a_volume_of_an_earlier_image_gets_the_model_and_keeps_its_index(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "index").mkdir(parents=True)
    (data / "index" / "current.json").write_text("old", "utf-8")
    _start(data, _made(tmp_path), "true")
    assert (data / "models" / "new.onnx").read_text("utf-8") == "new"
    assert (data / "index" / "current.json").read_text("utf-8") == "old"


def test_a_new_volume_gets_the_index_of_the_image(tmp_path: Path) -> None:
    data = tmp_path / "data"
    _start(data, _made(tmp_path), "true")
    assert (data / "index" / "current.json").read_text("utf-8") == "new"
