"""A small application behind the door: it answers with the request it got."""

import json
import os
import time

from door.bridge import Bridge


def application(environ, start_response):
    body = environ["wsgi.input"].read()
    if environ["PATH_INFO"] == "/breaks":
        raise RuntimeError("on purpose")
    if environ["PATH_INFO"] == "/work":
        time.sleep(0.02)
    told = {key: value for key, value in environ.items() if isinstance(value, str | int) and key != "wsgi.errors"}
    answer = json.dumps(
        {**told, "body": body.decode("latin-1")[:100], "length": len(body), "pid": os.getpid()}
    ).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))]
    start_response("200 OK", [*headers, ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    return [answer]


served = Bridge(application)
