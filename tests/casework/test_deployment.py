"""The containers and the production settings agree."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
APPS = ["web", "worker", "beat", "migrate"]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "casework.settings.production",
    "SECRET_KEY": "only-for-this-test-" * 4,
    "FIELD_KEYS": "1:QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=",
    "ALLOWED_HOSTS": "roedtraad.example",
    "SITE_URL": "https://roedtraad.example",
    "MAIL_HOST": "mail.example",
    "MAIL_FROM": "roedtraad@example.org",
}


def manage(*arguments, **changed):
    base = {key: os.environ[key] for key in ("PATH", "DATABASE_URL", "HOME") if key in os.environ}
    environment = {key: value for key, value in {**base, **PRODUCTION, **changed}.items() if value is not None}
    command = [sys.executable, "-W", "error", "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def read_settings() -> set[str]:
    text = "".join((ROOT / "casework/settings" / name).read_text() for name in ("base.py", "production.py"))
    return set(re.findall(r'environment\.(?:text|words|number)\(\s*"([A-Z_]+)"', text))


@pytest.mark.parametrize("service", APPS)
def test_every_setting_without_a_default_is_given_to_every_container(service):
    given = {name.removesuffix("_FILE") for name in COMPOSE["services"][service]["environment"]}
    asked = {*read_settings(), "DATABASE_URL"}
    assert given - {"DJANGO_SETTINGS_MODULE"} <= asked, "a variable nobody reads"
    assert asked - given == set(), "a setting no container is given"


@pytest.mark.parametrize("service", APPS)
def test_no_container_of_ours_may_write_or_rise(service):
    container = COMPOSE["services"][service]
    assert container["read_only"] is True
    assert container["cap_drop"] == ["ALL"]
    assert "USER 10001" in (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_the_containers_wait_for_the_migrations(service):
    assert COMPOSE["services"][service]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_the_containers_run_what_make_run_runs():
    started = re.search(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    served = 'door", "--host", "{}", "--port", {}, "casework.wsgi:served"'
    assert json.loads(started[1])[:3] == ["python", "-m", "door"]
    assert served.format("0.0.0.0", '"8000"') in started[1]  # noqa: S104 - only read
    assert served.format("127.0.0.1", "str(port)") in (ROOT / "dev" / "application.py").read_text()
    assert "command" not in COMPOSE["services"]["web"]
    assert COMPOSE["services"]["worker"]["command"][:3] == ["celery", "-A", "casework"]
    assert COMPOSE["services"]["beat"]["command"][3] == "beat"


def test_every_secret_is_a_file_outside_git():
    named = {secret for service in COMPOSE["services"].values() for secret in service.get("secrets", [])}
    assert named == set(COMPOSE["secrets"])
    assert "/secrets/" in (ROOT / ".gitignore").read_text()


@pytest.mark.parametrize("service", ["database", "redis", "worker", "beat"])
def test_every_service_has_a_health_check(service):
    assert COMPOSE["services"][service]["healthcheck"]["test"]


def test_production_settings_pass_the_deployment_check():
    checked = manage("check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", None, "SECRET_KEY is not set"),
        ("SECRET_KEY", "development-only", "50 random characters"),
        ("FIELD_KEYS", "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "development key"),
        ("ALLOWED_HOSTS", None, "ALLOWED_HOSTS is not set"),
        ("TEXT_GATEWAY_URL", "http://gateway.example/send", "must begin with https"),
    ],
)
def test_production_refuses_what_is_not_safe(name, value, said):
    refused = manage("check", **{name: value})
    assert refused.returncode != 0
    assert said in refused.stderr


def test_production_takes_no_demo_data():
    refused = manage("load_demo", "--children", "1")
    assert refused.returncode != 0
    assert "demo" in (refused.stderr + refused.stdout).lower()
