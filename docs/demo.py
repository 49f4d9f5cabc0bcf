"""The whole way on real input: the seed article, a pre-label, a review in Label Studio, a dataset that loads.

`make demo` runs it. In place of a person it replays the recorded review of `seeds/reviews` through the server's API;
with `--wait` it waits for a person to correct the pre-label in the browser.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
HOME = ROOT / ".annotate" / "demo"
REVIEW = ROOT / "seeds" / "reviews" / "diplomacy.jsonl"
POLL = 3  # seconds between two looks at the server


def main() -> None:
    """Runs the steps in order; stops at the first that fails, and the server in any case."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--wait", action="store_true", help="wait for a person's review in the browser")
    wait = arguments.parse_args().wait
    try:
        walk("diplomacy (by hand)" if wait else "diplomacy (demo)", HOME / ("hand" if wait else "replay"), wait=wait)
    except subprocess.CalledProcessError as fault:
        sys.exit(fault.returncode)
    finally:
        annotate("studio", "stop")
    print("\nThe server is stopped, its data are kept: .venv/bin/annotate studio start")


def walk(title: str, folder: Path, *, wait: bool) -> None:
    """Every step from the article to the dataset."""
    step(1, "Check the schema")
    annotate("schema", "check", "schemas/diplomacy.yaml")
    step(2, "Pre-label the seed article")
    annotate("prelabel")
    step(3, "Start Label Studio; the first time it is installed, which takes some minutes")
    annotate("studio", "start")
    step(4, "Push the article with its pre-label")
    annotate("push", "--project", title)
    step(5, "Review")
    if wait:
        wait_for_person(title)
    else:
        replay(title)
    step(6, "Pull the review back, checked")
    annotate("pull", "--project", title, "--output", str(folder / "reviews.jsonl"))
    step(7, "Export the dataset")
    annotate("export", str(folder / "reviews.jsonl"), "--output", str(folder / "diplomacy"))
    step(8, "Open it")
    show(folder / "diplomacy")


def step(number: int, what: str) -> None:
    """Announces a step."""
    print(f"\n== {number}. {what}", flush=True)


def annotate(*arguments: str) -> None:
    """Runs one command as a person would, and shows it."""
    print("$ annotate " + " ".join(arguments), flush=True)
    subprocess.run([sys.executable, "-m", "annotate", *arguments], cwd=ROOT, check=True)


def answer(*arguments: str) -> Any:
    """What a command says to a program."""
    command = [sys.executable, "-m", "annotate", *arguments, "--json"]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def replay(title: str) -> None:
    """Submits the recorded review to its task, once, beginning from the pre-label as an annotator would."""
    from annotate.annotation import read_annotations
    from annotate.schema import load_schema
    from annotate.studio.client import Client
    from annotate.studio.install import StudioHome
    from annotate.studio.screen import Screen
    from annotate.studio.server import status
    from annotate.studio.task import to_result

    screen = Screen(load_schema("diplomacy"))
    server = status(StudioHome.at(ROOT / ".annotate" / "studio"))
    assert server is not None  # noqa: S101  started in step 3
    client = Client(server.url, server.token)
    project = client.project(title)
    assert project is not None  # noqa: S101  made in step 4
    tasks = {task["data"]["article"]: task for task in client.tasks(project, lambda _: None)}
    for review in read_annotations(REVIEW):
        task = tasks[review.id]
        if task["annotations"]:
            print(f"{review.id}: reviewed already")
            continue
        newest = max(task["predictions"], key=lambda each: int(each["id"]))
        client.annotate(
            task["id"], to_result(review, screen), lead_time=review.lead_time, parent_prediction=newest["id"]
        )
        print(f"{review.id}: the recorded review by {review.annotator}, {len(review.events)} events, is submitted")


def wait_for_person(title: str) -> None:
    """Says where to review, and returns when a task has been submitted."""
    studio, project = answer("studio", "status"), answer("status", "--project", title)
    print(f"Open   {project['link']}\nlog in as {studio['user']} with the password in {studio['credentials']},")
    print("correct the pre-label, and press Submit (or Update). This goes on when you have.", flush=True)
    while not answer("status", "--project", title)["reviewed"]:
        time.sleep(POLL)


def show(folder: Path) -> None:
    """Loads the dataset and says one event as a sentence."""
    from datasets import load_dataset

    rows = load_dataset(str(folder), split="train", cache_dir=str(HOME / "cache"))
    print(rows)
    event = max((event for row in rows for event in row["events"]), key=lambda event: len(event["arguments"]))
    print(f"\n{sentence(event, rows.features['events'].feature)}")


def sentence(event: dict[str, Any], features: Any) -> str:
    """An event in words: `"signed" tells of a treaty (asserted, positive): its party is Chad, its party is Niger.`"""
    names = [features["attributes"][name].int2str(value) for name, value in event["attributes"].items()]
    roles = features["arguments"].feature["role"]
    parts = [f"its {roles.int2str(each['role'])} is {each['text']}" for each in event["arguments"]]
    kind = features["type"].int2str(event["type"]).replace("_", " ")
    return f'"{event["trigger"]["text"]}" tells of a {kind} ({", ".join(names)}): {", ".join(parts)}.'


if __name__ == "__main__":
    main()
