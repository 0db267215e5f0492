"""A real server in a process of its own, on a free port.

Of its own because Gradio leaves event loops behind, and so that ``serve`` is tested as a person runs it.
"""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
_PROGRAM = """
import socket, sys
from pathlib import Path

from bot.sites import SiteStore
from bot.web.app import serve
from bot.web.options import WebOptions
from tests.bot.web.books import *
from tests.bot.web.fakes import *

# Whoever tries to leave this machine is named on stderr, where no test expects a word.
connect, lookup = socket.socket.connect, socket.getaddrinfo
def guarded_connect(self, address):
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1"):
        print("connects to", address, file=sys.stderr)
    return connect(self, address)
def guarded_lookup(host, *args, **kwargs):
    if host not in (None, "127.0.0.1", "::1", "localhost"):
        print("looks up", host, file=sys.stderr)
    return lookup(host, *args, **kwargs)
socket.socket.connect, socket.getaddrinfo = guarded_connect, guarded_lookup

serve(
    {explainer}, "127.0.0.1", 0, options=WebOptions(sites={sites}),
    ready=lambda address: print(address, flush=True), {more}
)
print("ended")
"""


@contextmanager
def served(explainer: str = "FakeExplainer()", home: Path | None = None, more: str = "") -> Iterator[str]:
    """The address of a server over an explainer, given as an expression over the names of ``tests.bot.web.fakes``.

    ``home`` is the folder with its sites; without it none are served. ``more`` are further arguments of ``serve``, as
    an expression over the same names. After the block the server is interrupted, and must end cleanly and without a
    word on stderr.
    """
    sites = f"SiteStore(Path({str(home)!r}))" if home else "None"
    command = [sys.executable, "-c", _PROGRAM.format(explainer=explainer, sites=sites, more=more)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.send_signal(signal.SIGINT)
            try:
                rest, errors = server.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                server.kill()
                raise
    told = (server.returncode, rest, errors)
    assert told == (0, "ended\n", ""), told
