"""Reading over HTTP, with the answer's head beside its body."""

import json
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
