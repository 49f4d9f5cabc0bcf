"""The door to the server, with the real SDK over a transport of our own: what fails is told in one line."""

import json
import traceback
from collections.abc import Callable

import httpx
import jwt
import pytest

from annotate.errors import AnnotateError
from annotate.studio.client import Client, Held, Project
from annotate.studio.progress import progress_of

URL = "http://studio.example"
SECRET = "k" * 32
LEGACY = "0123456789abcdef0123456789abcdef01234567"
PERSONAL = jwt.encode({"token_type": "refresh", "exp": 4102444800}, SECRET)
ACCESS = jwt.encode({"token_type": "access", "exp": 4102444800}, SECRET)
PROJECT = Project(id=1, title="events", config="", tasks=2, version="")
Answer = Callable[[httpx.Request], httpx.Response]

FAILURES: dict[str, tuple[httpx.Response, str]] = {
    "html": (httpx.Response(200, html="<html>Sign in</html>"), "a page came, not data"),
    "html of a proxy": (httpx.Response(502, html="<html>Bad Gateway</html>"), "a page came, not data"),
    "server error": (httpx.Response(500, json={"detail": "database is locked"}), "status 500: database is locked"),
    "half a json": (httpx.Response(200, text='{"count": 1, "results": ['), "a page came, not data"),
    "not utf-8": (httpx.Response(200, content=b"\xff\xfe"), "a page came, not data"),
    "wrong token": (httpx.Response(401, json={"detail": "Invalid token."}), "the token is wrong or has expired"),
    "no right": (httpx.Response(403, json={"detail": "No."}), "the token's user may not do this"),
    "an echo": (httpx.Response(400, json={"detail": f"{LEGACY} or {PERSONAL}?"}), "refused (status 400)"),
}
CALLS: dict[str, Callable[[Client], object]] = {
    "project": lambda client: client.project("events"),
    "make_project": lambda client: client.make_project("events", "", "<View/>"),
    "update_project": lambda client: client.update_project(PROJECT, model_version="v1"),
    "held": lambda client: client.held(PROJECT),
    "tasks": lambda client: list(client.tasks(PROJECT, lambda _: None)),
    "import_tasks": lambda client: client.import_tasks(PROJECT, [{"data": {"text": "x"}}]),
    "add_prediction": lambda client: client.add_prediction(1, {"model_version": "v1", "result": []}),
    "annotate": lambda client: client.annotate(1, []),
    "whoami": lambda client: client.whoami(),
}


def client_of(answer: Answer, token: str = LEGACY) -> Client:
    return Client(URL, token, transport=httpx.MockTransport(answer))


def fault_of(call: Callable[[], object]) -> AnnotateError:
    with pytest.raises(AnnotateError) as caught:
        call()
    return caught.value


def assert_told(fault: AnnotateError, said: str, *tokens: str) -> None:
    """One line that begins with the address; no token in it, in its repr or in its traceback."""
    assert str(fault).startswith(f"{URL}: ")
    assert said in str(fault)
    assert len(str(fault).splitlines()) == 1
    shown = str(fault) + repr(fault) + "".join(traceback.format_exception(fault))
    assert [token for token in tokens if token in shown] == []


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_is_one_line_without_the_token(failure: str, call: str) -> None:
    """Whatever is asked and whatever comes back instead of an answer, a person reads one clear line."""
    answer, said = FAILURES[failure]
    client = client_of(lambda _: answer)
    assert_told(fault_of(lambda: CALLS[call](client)), said, LEGACY)


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("at", ["refresh", "call"])
def test_a_personal_token_is_as_safe(failure: str, at: str) -> None:
    """A personal token is first exchanged for an access token, and a failure there is told like any other."""
    answer, said = FAILURES[failure]

    def serve(request: httpx.Request) -> httpx.Response:
        exchanged = request.url.path.endswith("/token/refresh/") and at == "call"
        return httpx.Response(200, json={"access": ACCESS}) if exchanged else answer

    client = client_of(serve, PERSONAL)
    assert_told(fault_of(lambda: client.project("events")), said, PERSONAL, ACCESS)


def test_an_exchange_of_another_form_keeps_the_access_token() -> None:
    """What the server sent is not repeated, as it may be an access token under another name."""
    client = client_of(lambda _: httpx.Response(200, json={"acess": ACCESS}), PERSONAL)
    assert_told(fault_of(client.whoami), "not of the form that a Label Studio server gives", PERSONAL, ACCESS)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (httpx.ConnectError, "no server answers; start one with `annotate studio start`"),
        (httpx.ReadTimeout, "no answer within 300 s"),
        (httpx.RemoteProtocolError, "the answer broke off"),
        (httpx.DecodingError, "the answer broke off"),
        (httpx.TooManyRedirects, "it sends in circles"),
        (httpx.LocalProtocolError, "the token has characters that no token has"),
    ],
)
def test_a_broken_line_says_what_to_do(kind: type[httpx.RequestError], said: str) -> None:
    """What the network does to a call is told with its remedy, never in the transport's own words."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise kind(f"header {request.headers['authorization']}", request=request)

    assert_told(fault_of(client_of(fail).whoami), said, LEGACY)


@pytest.mark.parametrize(
    "token",
    [
        jwt.encode({"token_type": "refresh", "exp": 1}, SECRET),
        jwt.encode({"token_type": "refresh"}, SECRET),
    ],
    ids=["expired", "endless"],
)
def test_a_token_past_use_is_refused_before_any_call(token: str) -> None:
    """An expired personal token is told when the client is made, and nothing is asked of the server."""
    asked: list[str] = []

    def record(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, json={})

    assert_told(fault_of(lambda: client_of(record, token)), "the token is wrong or has expired", token)
    assert asked == []


@pytest.mark.parametrize("address", ["http://studio.example/label", "http://studio.example/label/"])
def test_a_server_under_a_path_is_asked_there(address: str) -> None:
    """Where Label Studio shares its host with others, the token too is exchanged below its path."""
    asked: list[str] = []

    def record(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, json={"access": ACCESS, "email": "lead@studio.example"})

    assert Client(address, PERSONAL, transport=httpx.MockTransport(record)).whoami() == "lead@studio.example"
    assert asked == ["/label/api/token/refresh/", "/label/api/current-user/whoami"]


def test_a_token_in_another_script_is_told() -> None:
    """A token that no header can hold is called one, and is not shown."""
    client = client_of(lambda _: httpx.Response(200, json={}), "टोकन")
    assert_told(fault_of(client.whoami), "the token has characters that no token has", "टोकन")


def test_the_client_does_not_show_its_token() -> None:
    """The repr of a client holds no token, so that no log of one does."""
    client = client_of(lambda _: httpx.Response(200, json={}))
    assert LEGACY not in repr(client) + str(client)


def test_a_proxy_never_sees_a_server_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call to a loopback address goes straight there: the environment's proxy (an impossible one) is not read."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "gopher://127.0.0.1:9")
    fault = fault_of(Client("http://127.0.0.1:9", LEGACY).whoami)
    assert "no server answers" in str(fault)
    with pytest.raises(ValueError, match="proxy"):
        Client(URL, LEGACY)


def project_json(number: int, title: str, tasks: int = 0) -> dict[str, object]:
    return {"id": number, "title": title, "label_config": "<View/>", "task_number": tasks, "model_version": "v1"}


def pages(found: list[dict[str, object]]) -> dict[str, object]:
    return {"count": len(found), "next": None, "previous": None, "results": found}


def serving(projects: list[dict[str, object]], tasks: list[list[dict[str, object]]]) -> Answer:
    """A server that holds `projects`, and gives the tasks of any of them page by page."""

    def serve(request: httpx.Request) -> httpx.Response:
        path = request.url.path.rstrip("/")
        page = int(request.url.params.get("page", 1))
        if path == "/api/projects" and page == 1:
            return httpx.Response(200, json=pages(projects))
        if path.startswith("/api/projects/"):
            return httpx.Response(200, json=next(p for p in projects if str(p["id"]) == path.rsplit("/", 1)[1]))
        if path == "/api/tasks" and page <= len(tasks):
            return httpx.Response(200, json={"total": 0, "tasks": tasks[page - 1]})
        return httpx.Response(404, json={"detail": "Not found."})

    return serve


def test_a_project_is_found_by_its_whole_title() -> None:
    """The server's search finds parts of titles; another project with such a part is not taken."""
    client = client_of(serving([project_json(1, "events 2"), project_json(2, "events")], []))
    assert client.project("events") == Project(id=2, title="events", config="<View/>", tasks=0, version="v1")
    assert client.project("event") is None


def test_two_projects_of_one_title_are_not_chosen_between() -> None:
    """Which of two is meant is left to the person, with both numbers named."""
    client = client_of(serving([project_json(1, "events"), project_json(2, "events")], []))
    assert_told(fault_of(lambda: client.project("events")), "projects 1, 2 are all called 'events'")


def test_held_tells_the_article_and_every_prediction() -> None:
    """A task is known by the article in its data and the versions of its predictions."""
    tasks: list[dict[str, object]] = [
        {"id": 7, "data": {"article": "a", "sha": "5ha"}, "predictions_model_versions": "v1, v2"},
        {"id": 8, "data": {"text": "someone else's"}},
    ]
    client = client_of(serving([project_json(1, "events", tasks=2)], [tasks]))
    assert client.held(PROJECT) == [Held(7, "a", "5ha", frozenset({"v1", "v2"})), Held(8, "", None, frozenset())]


def test_tasks_come_page_by_page_and_are_counted() -> None:
    """More tasks than a page holds come in order, and each page is heard of when it has come."""
    made = [[{"id": number, "data": {}} for number in numbers] for numbers in (range(1, 101), range(101, 131))]
    heard: list[int] = []
    client = client_of(serving([project_json(1, "events", tasks=130)], made))
    assert [task["id"] for task in client.tasks(PROJECT, heard.append)] == list(range(1, 131))
    assert heard == [100, 30]


def test_a_page_that_is_short_is_no_end() -> None:
    """Where fewer tasks come than the project holds, that is told and not taken for all of them."""
    client = client_of(serving([project_json(1, "events", tasks=101)], [[{"id": 1, "data": {}}], []]))
    assert_told(fault_of(lambda: list(client.tasks(PROJECT, lambda _: None))), "1 of 101 tasks came")


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
def test_an_import_is_sent_once(status: int) -> None:
    """An import is not idempotent, so that a failure never makes the SDK send it again."""
    sent: list[object] = []

    def fail(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(status, json={"detail": "busy"})

    assert_told(fault_of(lambda: client_of(fail).import_tasks(PROJECT, [{"data": {"text": "वह"}}])), "busy")
    assert sent == [[{"data": {"text": "वह"}}]]


def test_progress_counts_a_task_once() -> None:
    """A task with a submission is reviewed whatever else it holds; skipped and drafts come after that."""
    submitted, skipped = {"id": 1, "was_cancelled": False}, {"id": 2, "was_cancelled": True}
    tasks: list[dict[str, object]] = [
        {"id": 1, "annotations": [skipped, submitted], "drafts": [{"id": 1}]},
        {"id": 2, "annotations": [skipped], "drafts": [{"id": 2}]},
        {"id": 3, "annotations": [], "drafts": [{"id": 3}]},
        {"id": 4, "annotations": [], "drafts": []},
        {"id": 5, "annotations": [], "drafts": []},
    ]
    client = client_of(serving([project_json(3, "events", tasks=5)], [[{**task, "data": {}} for task in tasks]]))
    far = progress_of(client, "events")
    assert (far.tasks, far.reviewed, far.skipped, far.drafts, far.open) == (5, 1, 1, 1, 2)
    assert far.link == f"{URL}/projects/3/data"


def test_progress_of_no_project_names_the_remedy() -> None:
    """A title that no project has is told, with what to do."""
    assert_told(fault_of(lambda: progress_of(client_of(serving([], [])), "events")), "push first")
