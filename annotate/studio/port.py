"""Ports of this machine that a server can have."""

import socket

from annotate.errors import AnnotateError

USUAL_PORT = 8080


def choose_port(host: str, asked: int | None, last: int | None) -> int:
    """A free port of `host`: the one asked for (AnnotateError if it is not free), the last one used, 8080, or any."""
    if asked is None:
        return next((port for port in (last, USUAL_PORT) if port and is_free(host, port)), None) or any_port(host)
    if not is_free(host, asked):
        raise AnnotateError(f"port {asked} is in use or not allowed: give another, or none to have one found")
    return asked


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens on the port, and this process may."""
    try:
        with socket.socket() as caller:
            if caller.connect_ex((host, port)) == 0:
                return False
        with socket.socket() as listener:
            # Connections that the last server closed do not count.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
    except (OSError, OverflowError):
        return False
    return True


def any_port(host: str) -> int:
    """A port of `host` that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
