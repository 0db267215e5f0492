"""One home with all planted documents, and an explainer over it whose chat model is the attacker's."""

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest

from bot import Explainer
from bot.drafting.excerpt import ExcerptDrafter
from bot.drafting.model import ModelDrafter, rewrite_question
from bot.retrieval import Retriever, Shelves
from ingest import Intake, config, ingest_into, open_home
from ingest.readers import read_source
from tests.bot.retrieval.making import CountedWords
from tests.injection.asking import DAY, Asking
from tests.injection.attacks import DOCUMENTS, Attack
from tests.injection.obeying import Obeying


def intake(number: int, attack: Attack) -> Intake:
    return Intake(
        name=attack.name,
        read=partial(read_source, attack.source.encode(), attack.file),
        service=f"s{number}",
        service_name=attack.service_name,
        terms_type="terms-of-service",
        effective=date(2024, 3, 3),
        recorded=date(2024, 3, 3),
        source_url=attack.source_url,
        sha256=None,
    )


@pytest.fixture(scope="session")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    settings = config.IngestSettings(home=tmp_path_factory.mktemp("planted") / "home")
    todo = [intake(number, attack) for number, attack in enumerate(DOCUMENTS)]
    report = ingest_into(settings, todo, today=DAY, embedder=CountedWords())
    assert report.skipped == ()
    home = open_home(settings, embedder=CountedWords())
    shelves, model = Shelves(home.library, home.index), Obeying()
    excerpts = ExcerptDrafter(home.embedder.embed)
    parts = (home.library, shelves, Retriever(home.embedder), excerpts)
    with (
        Explainer(*parts, today=lambda: DAY) as plain,
        Explainer(
            *parts,
            ModelDrafter(model, "obeying"),  # type: ignore[arg-type]
            model_name="obeying",
            rewrite=lambda history, question: rewrite_question(model, history, question),  # type: ignore[arg-type]
            today=lambda: DAY,
            on_close=home.close,
        ) as worded,
    ):
        yield Asking(plain, worded, model)
