"""``plainterms eval judge``."""

from pathlib import Path
from typing import Annotated

import typer

from eval.commands.base import AsJson, Home, explained, print_json


def register(app: typer.Typer) -> None:
    """Add the command to ``plainterms eval``."""
    app.command("judge")(judge_labelled)


def judge_labelled(
    labels: Annotated[
        Path | None,
        typer.Option("--labels", metavar="FILE", help="Labelled answers, YAML; default: those on the sample terms."),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only so many answers, from the start.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """How often the chat model agrees with a person, when it judges answers that a person has judged."""
    with explained():
        from bot import open_explainer, open_model, read_settings
        from eval.judging import agreeing
        from eval.judging.judge import judge_scorers
        from eval.judging.labelled import load_labelled
        from eval.labels import labels_path
        from eval.printing import tables
        from eval.truth import Truth

        settings = read_settings()
        settings = settings.model_copy(update={"home": home or settings.home, "mode": "excerpt"})
        judges = judge_scorers(open_model(settings))
        with open_explainer(settings) as explainer:
            truth = Truth(explainer)
            todo = load_labelled(labels or labels_path(), truth)[:limit]
            with tables.progress(len(todo), tables.console(stderr=True), "judging") as bar:
                found = agreeing.compare(todo, judges, truth, lambda: bar.advance(bar.task_ids[0]))
        if as_json:
            print_json({"model": settings.model, "judges": [one.to_json() for one in found]})
        else:
            tables.show_agreement([one.to_json() for one in found], settings.model, tables.console())
