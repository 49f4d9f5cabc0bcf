"""A personal access token for any Label Studio server, from a user name and a password.

A fresh server accepts no other kind of token, and shows this one only in the browser. Here it is made without one:
sign in as the login page does, then ask for a token within that session. No message holds a secret.
"""

from collections.abc import Mapping
from ipaddress import ip_address

import httpx

from annotate.errors import AnnotateError

TIMEOUT = 30.0  # seconds a request


def personal_token(base_url: str, user: str, password: str, *, transport: httpx.BaseTransport | None = None) -> str:
    """Sign in at `base_url` and make a personal access token.

    A user has one live token: making a new one revokes the one before.
    Raises AnnotateError naming the step that failed, never the password or a token.
    """
    with _client(base_url, transport) as client:
        _sign_in(client, user, password)
        answer = _ask(client, "make a token", "POST", "api/token/")
        if answer.status_code == httpx.codes.CONFLICT:
            _revoke(client)
            answer = _ask(client, "make a token", "POST", "api/token/")
        return _made(client, answer)


def token_works(base_url: str, token: str, *, transport: httpx.BaseTransport | None = None) -> bool:
    """Whether the server takes this personal access token; AnnotateError when the server does not answer."""
    with _client(base_url, transport) as client:
        answer = _ask(client, "check the token", "POST", "api/token/refresh/", json={"refresh": token})
        return answer.status_code == httpx.codes.OK


def on_this_machine(url: str) -> bool:
    """Whether `url` names this machine by its loopback name or address."""
    host = httpx.URL(url).host
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _client(base_url: str, transport: httpx.BaseTransport | None) -> httpx.Client:
    # A proxy from the environment must never see what is meant for this machine.
    trust_env = not on_this_machine(base_url)
    return httpx.Client(base_url=base_url, timeout=TIMEOUT, trust_env=trust_env, transport=transport)


def _sign_in(client: httpx.Client, user: str, password: str) -> None:
    page = _ask(client, "open the login page", "GET", "user/login/")
    if page.status_code != httpx.codes.OK or "csrftoken" not in client.cookies:
        raise _fault(client, "open the login page", f"answer {page.status_code}; is this a Label Studio?")
    form = {"email": user, "password": password, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    answer = _ask(client, "sign in", "POST", "user/login/", data=form)
    if answer.status_code != httpx.codes.FOUND:
        raise _fault(client, "sign in", f"user {user!r} or the password was refused (answer {answer.status_code})")


def _revoke(client: httpx.Client) -> None:
    """End the live tokens of the signed-in user: the server lists them cut short, which is enough to end them."""
    listed = _ask(client, "list the tokens", "GET", "api/token/")
    if listed.status_code != httpx.codes.OK:
        raise _fault(client, "list the tokens", f"answer {listed.status_code}")
    for entry in listed.json():
        _ask(client, "revoke the old token", "POST", "api/token/blacklist/", json={"refresh": entry["token"]})


def _made(client: httpx.Client, answer: httpx.Response) -> str:
    if answer.status_code != httpx.codes.CREATED:
        raise _fault(client, "make a token", f"answer {answer.status_code}; are personal access tokens allowed there?")
    return str(answer.json()["token"])


def _ask(
    client: httpx.Client,
    step: str,
    method: str,
    path: str,
    *,
    data: Mapping[str, str] | None = None,
    json: Mapping[str, str] | None = None,
) -> httpx.Response:
    """One request; AnnotateError when no answer comes."""
    headers = {"X-CSRFToken": client.cookies.get("csrftoken") or "", "Referer": str(client.base_url)}
    try:
        return client.request(method, path, data=data, json=json, headers=headers)
    except httpx.HTTPError as error:
        reason = f"no answer ({type(error).__name__})"
    # Raised outside of the handler: the other error holds the request, and with it the password.
    raise _fault(client, step, reason)


def _fault(client: httpx.Client, step: str, reason: str) -> AnnotateError:
    address = str(client.base_url.copy_with(userinfo=b"")).rstrip("/")
    return AnnotateError(f"{address}: could not {step}: {reason}")
