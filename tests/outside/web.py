"""Reading over HTTP, with the answer's head beside its body."""

import contextlib
import functools
import http.server
import json
import threading
import urllib.request


def get(url: str, **headers: str):
    """The answer to a GET; one that is not a success raises."""
    request = urllib.request.Request(url, headers=headers)
    return urllib.request.urlopen(request, timeout=30)


def body(url: str) -> bytes:
    with get(url) as answer:
        return answer.read()


def value(url: str):
    return json.loads(body(url))


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    # A reader that has read enough goes away; that is not said.
    def handle_error(self, *_):
        pass


@contextlib.contextmanager
def serving(folder: str):
    """A folder under an address, for tools that only read from one."""
    handler = functools.partial(Quiet, directory=folder)
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
