"""Text messages: who they can go to, and how each provider is told."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from core import textmessages
from core.textmessages import TextMessage, international, is_number


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("20 30 40 50", "+4520304050"), ("+46 70-123 45 67", "+46701234567"), ("0045 20304050", "+4520304050")],
)
def test_a_number_is_told_as_providers_want_it(typed, meant):
    assert international(typed) == meant
    assert is_number(typed)


@pytest.mark.parametrize("typed", ["", "lokal 12", "2030", "ring efter kl. 16"])
def test_what_is_no_telephone_number_gets_no_message(typed):
    assert not is_number(typed)


def test_in_development_a_message_is_a_file_beside_the_mails(settings, tmp_path):
    settings.TEXT_MESSAGE_PROVIDER = "core.textmessages.to_folder"
    settings.TEXT_MESSAGE_FOLDER = str(tmp_path / "mail")
    TextMessage("20304050", "Der er et møde.").send()
    [written] = (tmp_path / "mail").iterdir()
    assert written.read_text() == "To: +4520304050\n\nDer er et møde.\n"


@pytest.fixture
def gateway(settings):
    """A gateway of a provider on this machine; ``refuses`` makes it answer 403."""

    class Gateway(BaseHTTPRequestHandler):
        taken, refuses = [], False

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            type(self).taken.append((self.headers["Authorization"], body))
            self.send_response(403 if self.refuses else 202)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.TEXT_MESSAGE_PROVIDER = "core.textmessages.to_gateway"
    settings.TEXT_GATEWAY_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.TEXT_GATEWAY_KEY = "key"
    yield Gateway
    server.shutdown()
    server.server_close()


def test_in_production_the_gateway_gets_number_and_text_with_its_key(gateway):
    TextMessage("20304050", "Der er et møde.").send()
    assert gateway.taken == [("Bearer key", {"to": "+4520304050", "text": "Der er et møde."})]


def test_a_gateway_that_refuses_is_an_error_so_that_the_outbox_tries_again(gateway):
    gateway.refuses = True
    with pytest.raises(OSError, match="403"):
        TextMessage("20304050", "Der er et møde.").send()


def test_without_a_provider_text_messages_are_not_offered(settings):
    assert textmessages.is_offered()
    settings.TEXT_MESSAGE_PROVIDER = ""
    assert not textmessages.is_offered()
