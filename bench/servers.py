"""The processes of a measurement: databases of its own, and the web servers in front of them."""

import json
import os
import secrets
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from dev.processes import Child, complete, wait_for
from dev.services import answers, free_port

BARE = "floor"


@dataclass
class Site:
    """A database with this many children, and the application and the floor in front of it."""

    children: int
    env: dict[str, str]
    known: dict[str, Any]
    ports: dict[str, int]


@contextmanager
def site(children: int) -> Iterator[Site]:
    """A site while the block runs."""
    with ExitStack() as stack:
        env = stack.enter_context(database(children))
        known = json.loads(process(f"bench-data-{children}", "bench.data", str(children), env=env))
        ports = {
            name: stack.enter_context(server(f"bench-{name}-{children}", target, env))
            for name, target in (("application", "casework.wsgi:served"), (BARE, "bench.floor:served"))
        }
        yield Site(children, env, known, ports)


@contextmanager
def database(children: int) -> Iterator[dict[str, str]]:
    """An empty database beside the one in DATABASE_URL, which stays untouched; gives the environment for it."""
    url = urlsplit(os.environ["DATABASE_URL"])
    name = f"{url.path.lstrip('/')}_bench_{children}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        _drop(connection, name)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield environment(urlunsplit(url._replace(path=f"/{name}")))
        finally:
            _drop(connection, name)


def _drop(connection: psycopg.Connection[Any], name: str) -> None:
    """Drop a database. While the server's own autovacuum works in it, which only a superuser may end, try again."""
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    for _attempt in range(60):
        with suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute(drop)
            return
        time.sleep(1)
    connection.execute(drop)


def environment(database_url: str) -> dict[str, str]:
    """The environment variables production's settings need."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_URL": database_url,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": "1:" + b64encode(secrets.token_bytes(32)).decode(),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "https://127.0.0.1",
        "MAIL_HOST": "127.0.0.1",
    }


def process(name: str, module: str, *arguments: str, env: dict[str, str]) -> str:
    """Run one of our modules to its end; gives the last line of its output."""
    child = Child(name, [sys.executable, "-W", "ignore", "-m", module, *arguments], env=env)
    return complete(module, child).strip().splitlines()[-1]


@contextmanager
def server(name: str, target: str, env: dict[str, str]) -> Iterator[int]:
    """A web server as `make run` and the container start it; gives its port."""
    port = free_port()
    child = Child(name, [sys.executable, "-m", "door", "--port", str(port), target], env=env, grace=8)
    try:
        wait_for(child, partial(answers, port), title=name, seconds=60)
        yield port
    finally:
        child.stop()
