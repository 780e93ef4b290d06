"""Three plans of an invented body: one held, one only reported on, one of which nothing is held."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from corpus.embeddings import DEFAULT_MODEL
from corpus.reader import IndexReader, OpenIndex
from ingest.sync import synchronise
from tests.corpus.small import settings_for

__all__ = ["BODY", "CATALOGUE", "DIGESTS", "build_index"]

CATALOGUE = """\
- id: plan-2013
  title: "Safer Together (2013-2016)"
  kind: plan
  published: "2013"
  period: "2013-2016"
  in_force: {start: "2013-04-01", until: "2016"}
  publisher: Commissioner for Exampleshire
  digest: digests/plan-2013.md
- id: plan-2016
  title: "Stronger Together (2016-2020)"
  kind: plan
  published: "2016"
  period: "2016-2020"
  in_force: {start: "2016", until: "2020-05"}
  supersedes: [plan-2013]
  publisher: Commissioner for Exampleshire
- id: plan-2020
  title: "Calmer Together (2020-2024)"
  kind: plan
  published: "2020"
  period: "2020-2024"
  in_force: {start: "2020-05"}
  supersedes: [plan-2016]
  publisher: Commissioner for Exampleshire
- id: news-2014
  title: "A first year"
  kind: news
  published: "2014-05"
  about: [plan-2013]
  publisher: Commissioner for Exampleshire
  digest: digests/news-2014.md
- id: news-2016
  title: "The new plan"
  kind: news
  published: "2016-06"
  about: [plan-2016]
  publisher: Commissioner for Exampleshire
  digest: digests/news-2016.md
"""
BODY = """\
name: Commissioner for Exampleshire
commissioners:
- name: Ada Early
  start: "2012-11"
  until: "2016-05"
- name: Bo Later-Smith
  start: "2016-05"
  until: null
synonyms:
- [anti-social behaviour, ASB]
"""
DIGESTS = {
    "plan-2013.md": (
        "# Safer Together (2013-2016)\n\n## Burglary\n\nThe plan halves burglary by 2016.\n\n"
        "## The themes\n\nThe themes of the plan are:\n\n- Quiet Streets\n- Open Doors\n\n"
        "## More\n\nSpeeding near schools is to fall. Volunteers patrol the woods at night. "
        "Victims are called within a day. Officers visit every farm once a year. "
        "Drug dealers lose what they own.\n"
    ),
    "news-2014.md": (
        "# A first year\n\nA year after the plan began, horses patrol the market. "
        "Hare coursing has fallen by half.\n"
    ),
    "news-2016.md": (
        "# The new plan\n\n## The themes\n\nThe themes of the plan are:\n\n- Open Doors\n- Kind Words\n\n"
        "## What it says\n\nAnti-social behaviour in the park is met with patrols. "
        "Fraud against older people is a new concern. Questions go to plan@example.org about fraud. "
        "The front line is kept as it is. County lines gangs are pursued. "
        "Knife crime is met in schools.\n"
    ),
}


def build_index(
    folder: Path, models: Path, catalogue: str, body: str, digests: Mapping[str, str]
) -> OpenIndex:
    """Write a corpus into a folder, and index it there with a model that was exported before."""
    corpus, data = folder / "corpus", folder / "data"
    (corpus / "digests").mkdir(parents=True)
    (corpus / "catalogue.yaml").write_text(catalogue, "utf-8")
    (corpus / "body.yaml").write_text(body, "utf-8")
    for name, text in digests.items():
        (corpus / "digests" / name).write_text(text, "utf-8")
    shutil.copytree(models, data / "models")
    synchronise(settings_for(corpus, data))
    return IndexReader(data, DEFAULT_MODEL).current()
