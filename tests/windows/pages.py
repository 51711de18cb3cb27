"""A browser without a screen: it logs in by a link, keeps its cookie, and sends the forms it is given."""

import html
import http.cookiejar
import re
import urllib.parse
import urllib.request


class Pages:
    def __init__(self, link: str):
        self.base = link.split("/masuk")[0]
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        # No proxy: it is this machine.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)
        self.get(link.removeprefix(self.base))
        self.first = self.get("/")

    def get(self, path: str) -> str:
        return self.ask(urllib.request.Request(self.base + path))

    def send(self, on: str, action: str, **filled: str) -> str:
        """Opens a page, fills the form on it that is sent to `action`, and gives where it leads."""
        form = re.search(rf'<form[^>]* action="{re.escape(action)}".*?</form>', self.get(on), re.DOTALL)
        if not form:
            raise AssertionError(f"{on} has no form that is sent to {action}")
        fields = {}
        for tag in re.findall(r"<input [^>]*>", form[0]):
            named = dict(re.findall(r'(\w+)="([^"]*)"', tag))
            if "name" in named and named.get("type") not in ("checkbox", "radio"):
                fields[named["name"]] = html.unescape(named.get("value", ""))
        body = urllib.parse.urlencode(fields | filled).encode()
        return self.ask(urllib.request.Request(self.base + action, body, {"Origin": self.base}))

    def ask(self, request: urllib.request.Request) -> str:
        with self.opener.open(request, timeout=60) as answer:
            return html.unescape(answer.read().decode())
