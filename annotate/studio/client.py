"""The one door to a Label Studio server: each call made once, each failure told in one line without the token."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any, Literal

from annotate.errors import AnnotateError
from annotate.studio.login import on_this_machine

if TYPE_CHECKING:
    import httpx
    from label_studio_sdk import LabelStudio

PAGE = 100
Kind = Literal["annotations", "drafts", "predictions"]
"""What stores a result, by the key of a task that lists it."""

_TIMEOUT = 300.0  # seconds; an import of many long articles takes a while


@dataclass(frozen=True, slots=True)
class Project:
    """A project as far as we use it."""

    id: int
    title: str
    config: str
    tasks: int
    version: str


@dataclass(frozen=True, slots=True)
class Held:
    """A task that the server holds: its article's id and text hash, and the fingerprints of its predictions."""

    task: int
    article: str
    sha: str | None
    versions: frozenset[str]


class Client:
    """A server at `url` seen through its public API; `token` is a personal access token or a legacy one.

    `transport` takes the place of the network.
    """

    def __init__(self, url: str, token: str, *, transport: "httpx.BaseTransport | None" = None) -> None:
        self.url = url.rstrip("/")
        self._token = token
        with self._told():
            self._sdk = _sdk(self.url, token, transport)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns whatever the SDK and its transport raise into one line; `from None` keeps the token out of traces."""
        line = None
        try:
            yield
        except AnnotateError:
            raise
        except Exception as fault:
            line = _line(self.url, fault)
            if line is None:
                raise
        if line is not None:
            # Some servers repeat what they were sent.
            raise AnnotateError(line.replace(self._token, "***") if self._token else line) from None

    def project(self, title: str) -> Project | None:
        """The project with exactly this title; AnnotateError where several have it."""
        with self._told():
            listed: list[Any] = list(self._sdk.projects.list(title=title, page_size=PAGE))
            found = [each for each in listed if each.title == title]
            if len(found) > 1:
                ids = ", ".join(str(each.id) for each in found)
                raise AnnotateError(f"{self.url}: projects {ids} are all called {title!r}; rename all but one")
            return _project(self._sdk.projects.get(id=found[0].id)) if found else None

    def make_project(self, title: str, description: str, config: str) -> Project:
        """A new project; skipped tasks go back to no one, and pre-labels are shown."""
        with self._told():
            made = self._sdk.projects.create(
                title=title,
                description=description,
                label_config=config,
                show_collab_predictions=True,
            )
            return _project(self._sdk.projects.get(id=made.id or 0))

    def update_project(self, project: Project, **changes: Any) -> None:
        """Changes settings of a project: `label_config`, `model_version`."""
        with self._told():
            self._sdk.projects.update(id=project.id, **changes)

    def held(self, project: Project) -> list[Held]:
        """What the server holds of a project, by task."""
        tasks = self._pages(project, lambda _: None, include="id,data,predictions_model_versions")
        return [_held(task) for task in tasks]

    def tasks(self, project: Project, progress: Callable[[int], None]) -> Iterator[dict[str, Any]]:
        """Every task whole, with annotations, drafts and predictions; `progress` hears how many came."""
        return self._pages(project, progress)

    def _pages(self, project: Project, progress: Callable[[int], None], **query: Any) -> Iterator[dict[str, Any]]:
        """All pages, counted: the SDK takes a page that is missing for the end."""
        expected, number = self._count(project), 0
        for page in range(1, -(-expected // PAGE) + 1):
            with self._told():
                pager: Any = self._sdk.tasks.list(project=project.id, fields="all", page=page, page_size=PAGE, **query)
                items = pager.items or []
                tasks = [item.model_dump(mode="json", exclude_unset=True) for item in items]
            number += len(tasks)
            yield from tasks
            progress(len(tasks))
        if number < expected:
            raise AnnotateError(f"{self.url}: {number} of {expected} tasks came; run the command again")

    def _count(self, project: Project) -> int:
        with self._told():
            return self._sdk.projects.get(id=project.id).task_number or 0

    def task(self, task: int) -> dict[str, Any]:
        """One task whole, with its annotations and predictions, and the drafts of everybody."""
        with self._told():
            found: dict[str, Any] = self._sdk.tasks.get(id=str(task)).model_dump(mode="json", exclude_unset=True)
        return {**found, "drafts": self.drafts(task)}

    def drafts(self, task: int) -> list[dict[str, Any]]:
        """The drafts of everybody in a task; a listing of tasks has the token's user's own alone."""
        return list(self.call("GET", f"api/tasks/{task}/drafts"))

    def put_result(self, kind: Kind, item: int, result: list[dict[str, Any]]) -> None:
        """Replaces a stored result; who made it, when and from what stays. For migrations, after a backup."""
        with self._told():
            if kind == "annotations":
                self._sdk.annotations.update(id=item, result=result)
            elif kind == "predictions":
                self._sdk.predictions.update(id=item, result=result)
        if kind == "drafts":
            self.call("PATCH", f"api/drafts/{item}/", {"result": result})

    def put_data(self, task: int, data: dict[str, Any]) -> None:
        """Replaces the data of a task, all of it: the server forgets what is not sent."""
        with self._told():
            self._sdk.tasks.update(id=str(task), data=data)

    def make_tab(self, project: Project, title: str, field: str) -> int:
        """A tab of the project's tasks whose data has something in `field`, once; returns its id."""
        for tab in self.call("GET", f"api/dm/views/?project={project.id}"):
            if (tab.get("data") or {}).get("title") == title:
                return int(tab["id"])
        filled = {"filter": f"filter:tasks:data.{field}", "operator": "empty", "type": "String", "value": False}
        data = {"title": title, "ordering": ["tasks:id"], "filters": {"conjunction": "and", "items": [filled]}}
        return int(self.call("POST", "api/dm/views/", {"project": project.id, "data": data})["id"])

    def recount(self, project: Project) -> None:
        """Has the server count anew which labels its annotations use: it miscounts when results are replaced, and then
        refuses a labelling config for labels that nothing has any more.
        """
        self.call("POST", f"api/projects/{project.id}/summary/reset/", {})

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """A call that the SDK has no function for, with its credentials."""
        from label_studio_sdk.core.api_error import ApiError

        with self._told():
            door: Any = self._sdk._client_wrapper.httpx_client  # noqa: SLF001  the SDK's only way to a bare call
            answer = door.request(path, method=method, **({"json": body} if body is not None else {}))
            if not answer.is_success:
                raise ApiError(status_code=answer.status_code, body=_body(answer))
            return answer.json() if answer.content else None

    def import_tasks(self, project: Project, tasks: Sequence[dict[str, Any]]) -> list[int]:
        """Sends tasks with their predictions and returns the new tasks' ids. Not idempotent: never retried here."""
        with self._told():
            request: list[Any] = list(tasks)
            answer: Any = self._sdk.projects.import_tasks(id=project.id, request=request, return_task_ids=True)
            return list(answer.task_ids or [])

    def add_prediction(self, task: int, prediction: dict[str, Any]) -> None:
        """Adds a pre-label to a task; those that are there stay."""
        with self._told():
            self._sdk.predictions.create(task=task, **prediction)

    def annotate(self, task: int, result: list[dict[str, Any]], **fields: Any) -> int:
        """Submits a result as the token's user, as the browser does; returns the annotation's id."""
        with self._told():
            return self._sdk.annotations.create(id=task, result=result, **fields).id or 0

    def whoami(self) -> str:
        """The name of the token's user: a cheap call that shows whether the token is good."""
        with self._told():
            user = self._sdk.users.whoami()
            return str(user.email or user.username or user.id)


def _sdk(url: str, token: str, transport: "httpx.BaseTransport | None") -> "LabelStudio":
    import httpx
    from label_studio_sdk import LabelStudio

    # Without the slash an address with a path would lose it where a token is exchanged.
    base = f"{url}/"
    # A proxy from the environment must never see what is meant for this machine.
    trust_env = not on_this_machine(url)
    web = httpx.Client(timeout=_TIMEOUT, follow_redirects=True, trust_env=trust_env, transport=transport)
    make: Any = LabelStudio
    sdk: LabelStudio = make(base_url=base, api_key=token, timeout=_TIMEOUT, max_retries=0, httpx_client=web)
    return sdk


def _body(answer: Any) -> Any:
    try:
        return answer.json()
    except JSONDecodeError:
        return answer.text


def _project(given: Any) -> Project:
    return Project(
        id=given.id,
        title=given.title or "",
        config=given.label_config or "",
        tasks=given.task_number or 0,
        version=given.model_version or "",
    )


def _held(task: dict[str, Any]) -> Held:
    data = task.get("data") or {}
    versions = str(task.get("predictions_model_versions") or "").split(",")
    return Held(
        task=task["id"],
        article=str(data.get("article", "")),
        sha=data.get("sha"),
        versions=frozenset(version.strip() for version in versions if version.strip()),
    )


def _line(url: str, fault: Exception) -> str | None:
    """What a failure means and how to mend it; None for a fault that is not the server's."""
    import httpx
    from label_studio_sdk.core.api_error import ApiError
    from pydantic import ValidationError

    if isinstance(fault, ApiError):
        return _answer(url, fault.status_code, fault.body)
    meanings = {
        httpx.ConnectError: "no server answers; start one with `annotate studio start`, or give another --url",
        httpx.UnsupportedProtocol: "not an address; it looks like http://127.0.0.1:8080",
        httpx.InvalidURL: "not an address; it looks like http://127.0.0.1:8080",
        httpx.TimeoutException: f"no answer within {_TIMEOUT:.0f} s; nothing is lost, run the command again",
        httpx.LocalProtocolError: "the token has characters that no token has; copy it again",
        httpx.TooManyRedirects: "it sends in circles; is this the address of a Label Studio server?",
        httpx.RequestError: "the answer broke off; nothing is lost, run the command again",
        JSONDecodeError: "a page came, not data; is this the address of a Label Studio server?",
        ValidationError: "the answer is not of the form that a Label Studio server gives; which version is it?",
        UnicodeEncodeError: "the token has characters that no token has; copy it again",
    }
    return next((f"{url}: {said}" for kind, said in meanings.items() if isinstance(fault, kind)), None)


_REFUSED = {
    HTTPStatus.UNAUTHORIZED: "the token is wrong or has expired; make one under Account & Settings and set "
    "LABEL_STUDIO_API_KEY",
    HTTPStatus.FORBIDDEN: "the token's user may not do this; ask for the right, or use another token",
}


def _answer(url: str, status: int | None, body: Any) -> str:
    """A refusal by its status; a page of HTML is never printed."""
    if status in _REFUSED:
        return f"{url}: {_REFUSED[HTTPStatus(status)]}"
    said = _said(body)
    if said is None:
        return f"{url}: a page came, not data (status {status}); is this the address of a Label Studio server?"
    if status is not None and status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"{url}: the server failed (status {status}: {said}); look at its log, then run the command again"
    return f"{url}: refused (status {status}): {said}"


def _said(body: Any) -> str | None:
    """The server's own words in one short line; None where they are no JSON."""
    if isinstance(body, str | bytes):
        return None
    detail = body.get("validation_errors") or body.get("detail") if isinstance(body, dict) else body
    return " ".join(str(detail or body).split())[:300]
