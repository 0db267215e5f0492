"""A company's own page on a second loopback port, under the strictest policy the widget is promised to work under."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PARAGRAPHS = """<h1>Terms of Merle Pages</h1>
<p>We may close an account that breaks these rules. We tell you 14 days before.</p>
<details><summary>Fees</summary><p>The <em>yearly</em> plan renews by itself unless you cancel it
before the day of renewal.</p></details>"""


@dataclass
class Host:
    """The page and its style sheet; change them between loads."""

    address: str
    script: str
    """Address of the server whose widget.js the page loads."""
    attributes: str = 'data-site="merle" data-service="merle"'
    body: str = PARAGRAPHS
    style: str = ""
    html: str = '<html lang="en">'
    head: str = ""

    @property
    def page(self) -> str:
        return (
            f'<!doctype html>{self.html}<head><meta charset="utf-8"><title>Merle Pages</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<link rel="stylesheet" href="/style.css">{self.head}</head><body>{self.body}'
            f'<script async src="{self.script}/widget.js" {self.attributes}></script></body></html>'
        )

    @property
    def policy(self) -> str:
        # The page's own style sheet is the only thing added: the hostile one comes from there.
        own = f"style-src {self.address}; frame-src {self.script}; require-trusted-types-for 'script'"
        return f"default-src 'none'; script-src {self.script}; connect-src {self.script}; {own}"


@contextmanager
def host_of(script: str) -> Iterator[Host]:
    """A host that loads the widget from a server."""
    host: Host

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            styles = self.path == "/style.css"
            data = (host.style if styles else host.page).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if styles else "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", host.policy)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        host = Host(f"http://127.0.0.1:{server.server_address[1]}", script)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()
