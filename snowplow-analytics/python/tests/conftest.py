"""What tests are held against: the original, its recorded answers, and servers that others have written."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[3]

# The tests of the crates start it too.
MOTO = ROOT / "tests/support/serve_moto.py"

DYNALITE = """
const server = require("dynalite")({createTableMs: 0});
server.listen(0, "127.0.0.1", () => console.error(`Running on http://127.0.0.1:${server.address().port}`));
"""


def missing(what: str, remedy: str) -> None:
    """Skip the test, or fail where nothing may be missing."""
    message = f"{what} is missing: {remedy}"
    if os.environ.get("AMPLI_REQUIRE_PEERS") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def original() -> ModuleType:
    """The package that ours stands in for, with its modules."""
    sys.path.append(os.environ.get("AMPLI_PYTHON_SDK", str(ROOT / "target/peer")))
    names = ("event_transformer", "json_shredder", "run_manifests", "snowplow_event_transformation_exception")
    try:
        # It was written for Python 2.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for name in names:
                importlib.import_module(f"snowplow_analytics_sdk.{name}")
    except ImportError:
        missing("snowplow-analytics-sdk", "pip install --no-deps snowplow-analytics-sdk==0.2.3")
    return sys.modules["snowplow_analytics_sdk"]


@pytest.fixture(scope="session")
def recorded() -> Path:
    """Lines, and what the original answers to them."""
    folder = ROOT / "../shared/data/enriched/python"
    if not folder.is_dir():
        if os.environ.get("AMPLI_REQUIRE_SHARED") == "1":
            pytest.fail(f"{folder} is missing")
        pytest.skip(f"{folder} is missing")
    return folder


@pytest.fixture(scope="session")
def sample(recorded: Path) -> str:
    return (recorded / "sample.tsv").read_text(encoding="utf-8").removesuffix("\n")


@pytest.fixture(scope="session")
def sample_event(recorded: Path) -> dict[str, Any]:
    event: dict[str, Any] = json.loads((recorded / "sample.expected.json").read_text(encoding="utf-8"))
    return event


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    """The URL of a server that speaks S3 and DynamoDB."""
    try:
        importlib.import_module("boto3")
        importlib.import_module("moto.moto_server.werkzeug_app")
    except ImportError:
        missing("moto", "pip install 'moto[server]' boto3")
    yield from _server([sys.executable, "-u", "-W", "ignore", str(MOTO)])


@pytest.fixture(scope="session")
def dynalite() -> Iterator[str]:
    """The URL of another server that speaks DynamoDB."""
    modules = os.environ.get("AMPLI_DYNALITE", str(ROOT / "target/dynalite/node_modules"))
    if shutil.which("node") is None or not Path(modules, "dynalite").is_dir():
        missing("dynalite", "npm install --prefix target/dynalite dynalite@4")
    yield from _server(["node", "-e", DYNALITE], NODE_PATH=modules)


@pytest.fixture(scope="session", params=["moto", "dynalite"])
def dynamodb(request: pytest.FixtureRequest) -> Any:
    """A client of a server of DynamoDB: each test runs with two."""
    return aws_client("dynamodb", request.getfixturevalue(request.param))


@pytest.fixture(scope="session")
def s3(moto: str) -> Any:
    return aws_client("s3", moto)


@pytest.fixture
def aws_environment(moto: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of the server that clients ask when nothing else is said."""
    variables = {"ENDPOINT_URL": moto, "DEFAULT_REGION": "us-east-1", "ACCESS_KEY_ID": "a", "SECRET_ACCESS_KEY": "b"}
    for name, value in variables.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    return moto


def aws_client(service: str, url: str) -> Any:
    boto3 = importlib.import_module("boto3")
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    return boto3.client(service, endpoint_url=url, region_name="us-east-1", **keys)


def _server(command: list[str], **environment: str) -> Iterator[str]:
    """Start a server, and yield the URL that it tells."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment})
    assert process.stderr is not None
    url = next(line.split("Running on ")[1].strip() for line in process.stderr if "Running on " in line)
    # What it goes on telling is read, so that it is never kept waiting.
    threading.Thread(target=process.stderr.read, daemon=True).start()
    try:
        yield url
    finally:
        process.kill()
        process.wait()
