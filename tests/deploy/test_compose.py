"""The compose file and the image, checked without an engine.

The schema, and that all they name exists.
"""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pytest
import yaml
from django.core.management import get_commands

from tests.deploy.test_production import FIT
from tests.deploy.test_production import problems as problems  # the fixture

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(TEXT)
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SECRETS = ("POSTGRES_PASSWORD", "POSTGRES_RUNTIME_PASSWORD", "SECRET_KEY", "EMAIL_HOST_PASSWORD")


def test_it_obeys_the_compose_specification():
    # compose-spec.json is the schema of the Compose Specification (Apache-2.0, licence beside it).
    schema = json.loads((Path(__file__).parent / "compose-spec.json").read_text())
    extensions = {"name"} | {
        key for key in COMPOSE if key.startswith("x-")
    }  # the schema's edition has no `name` yet
    plain = {key: value for key, value in COMPOSE.items() if key not in extensions}
    jsonschema.Draft201909Validator(schema).validate(plain)


def test_the_five_services_are_there_and_each_says_how_it_is():
    assert {"db", "siapkan", "web", "worker", "mailpit"} == COMPOSE["services"].keys()
    assert [
        name for name, service in COMPOSE["services"].items() if "healthcheck" not in service
    ] == []


def test_the_mail_catcher_starts_only_when_asked():
    optional = {name for name, one in COMPOSE["services"].items() if one.get("profiles")}
    assert optional == {"mailpit"}


def test_dependencies_name_services_and_wait_for_a_reachable_condition():
    services = COMPOSE["services"]
    for service in services.values():
        for name, wanted in service.get("depends_on", {}).items():
            checked = "test" in services[name]["healthcheck"]
            assert wanted["condition"] == (
                "service_healthy" if checked else "service_completed_successfully"
            )


def test_every_named_volume_is_declared_and_kept_where_the_image_looks():
    mounts = [
        mount.split(":")
        for service in COMPOSE["services"].values()
        for mount in service.get("volumes", [])
    ]
    assert {name for name, _ in mounts} == COMPOSE["volumes"].keys()
    assert COMPOSE["services"]["db"]["image"] == "postgres:18"
    assert ["basisdata", "/var/lib/postgresql"] in mounts
    assert "PORTAL_DATA=/data" in DOCKERFILE


@pytest.mark.parametrize("name", SECRETS)
def test_no_secret_has_a_value_in_the_file(name):
    uses = re.findall(rf"\$\{{{name}(?![A-Z_])([^}}]*)\}}", TEXT)
    assert uses
    assert all(use.startswith(":?") or use == ":-" for use in uses)


def test_the_management_commands_it_runs_exist():
    named = set(re.findall(r'manage\.py"?[ ,]+"?([a-z_]+)', TEXT + DOCKERFILE))
    assert {"migrate", "procrastinate", "collectstatic"} <= named
    assert named <= get_commands().keys()


def test_the_environment_it_gives_is_what_production_asks_for(problems):
    given = dict(COMPOSE["services"]["web"]["environment"])
    filled = {key: FIT.get(key, "") for key in given}
    assert problems({**filled, "PORTAL_DATA": "/data"}) == []


def addresses(service):
    """Its addresses of the database, some word in the place of each secret."""
    given = COMPOSE["services"][service]["environment"]
    return {
        key: re.sub(r"\$\{[^}]*\}", "rahasia", value)
        for key, value in given.items()
        if key.startswith("DATABASE_")
    }


def test_only_the_service_that_prepares_is_told_the_owner_of_the_tables():
    services = COMPOSE["services"]
    told = {name for name in services if "DATABASE_OWNER_URL" in services[name]["environment"]}
    assert told == {"siapkan"}
    owner = addresses("siapkan")["DATABASE_OWNER_URL"]
    assert urlsplit(owner).username == services["db"]["environment"]["POSTGRES_USER"]
    for name in ("siapkan", "web", "worker"):
        assert urlsplit(addresses(name)["DATABASE_URL"]).username == "portal_jalan"
        assert "env_file" not in services[name]


def test_the_owner_and_the_role_of_web_and_worker_are_of_one_database(problems):
    given = COMPOSE["services"]["siapkan"]["environment"]
    told = FIT | addresses("siapkan") | {"PORTAL_INTERNAL_HOSTS": given["PORTAL_INTERNAL_HOSTS"]}
    assert problems(told) == []


def test_only_the_proxy_on_this_machine_reaches_the_ports():
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_image_runs_without_root_and_checks_its_health():
    stages = DOCKERFILE.split("\nFROM ")
    assert len(stages) == 3  # what stands before the first FROM is the comment
    assert re.search(r"^USER portal$", stages[-1], re.MULTILINE)
    assert "metrologi.healthcheck" in stages[-1]
    assert (ROOT / "metrologi" / "healthcheck.py").exists()
