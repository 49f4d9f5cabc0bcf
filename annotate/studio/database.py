"""Where a local Label Studio keeps its data when that is not SQLite."""

from urllib.parse import unquote, urlsplit

from annotate.errors import AnnotateError

_SCHEMES = ("postgresql", "postgres")
_FORM = "postgresql://USER:PASSWORD@HOST:PORT/NAME"


def variables_of(database: str) -> dict[str, str]:
    """The variables that tell Label Studio of a PostgreSQL database by its URL; none for an empty one.

    Without a port it is 5432. Raises AnnotateError, which does not show the password, where the URL is of another kind
    or names no user, host or database.
    """
    if not database:
        return {}
    try:
        url = urlsplit(database)
        port = 5432 if url.port is None else url.port
    except ValueError:
        raise AnnotateError(f"the database is not a URL; give {_FORM}") from None
    user, host, name = unquote(url.username or ""), url.hostname, unquote(url.path.removeprefix("/"))
    if url.scheme not in _SCHEMES or not (user and host and name and port) or "/" in name or url.query or url.fragment:
        raise AnnotateError(f"the database is not one that Label Studio can be told of; give {_FORM}")
    return {
        "DJANGO_DB": "postgresql",
        "POSTGRE_USER": user,
        "POSTGRE_PASSWORD": unquote(url.password or ""),
        "POSTGRE_HOST": host,
        "POSTGRE_PORT": str(port),
        "POSTGRE_NAME": name,
    }


def same_database(one: str, other: str) -> bool:
    """Whether two URLs name the same database and user, whatever their passwords; empty ones name SQLite."""
    named = [{**variables_of(each), "POSTGRE_PASSWORD": ""} for each in (one, other)]
    return bool(one) == bool(other) and named[0] == named[1]
