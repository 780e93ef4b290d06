"""A made corpus: consultations, a plan that followed one of them, a budget, and reports."""

from pathlib import Path

from corpus.reader import IndexReader, OpenIndex
from ingest.settings import IngestSettings
from ingest.sync import synchronise

__all__ = ["HOSTILE", "open_made"]

HOSTILE = '<script>window.pwned = 1</script><img src=x onerror="window.pwned = 1">'
CATALOGUE = """\
- id: news-2015
  title: "Burglary patrols tried in Oldtown"
  kind: news
  published: "2015-03"
  publisher: Commissioner for Exampleshire
  digest: digests/news-2015.md
- id: budget-2015
  title: "Money for patrols"
  kind: budget
  published: "2015-02"
  period: "2015-2016"
  publisher: Commissioner for Exampleshire
  digest: digests/budget-2015.md
- id: consultation-2016
  title: "What should the next plan say?"
  kind: consultation
  published: "2016-02"
  about: [plan-2016]
  publisher: Commissioner for Exampleshire
  digest: digests/consultation-2016.md
- id: news-2016-02
  title: "Burglary patrols praised"
  kind: news
  published: "2016-02-20"
  publisher: Commissioner for Exampleshire
  digest: digests/news-2016-02.md
- id: news-2016-03
  title: "Ideas wanted for 'Polluter Mends'"
  kind: news
  published: "2016-03"
  about: [plan-2016]
  publisher: Commissioner for Exampleshire
  digest: digests/news-2016-03.md
- id: plan-2016
  title: "Stronger Together (2016-2020)"
  kind: plan
  published: "2016-07"
  period: "2016-2020"
  in_force:
    start: "2016-07"
  publisher: Commissioner for Exampleshire
  digest: digests/plan-2016.md
- id: report-2017
  title: "Annual Report 2016-17"
  kind: annual-report
  published: "2017-06"
  about: [plan-2016]
  publisher: Commissioner for Exampleshire
  digest: digests/report-2017.md
- id: report-2018
  title: "Annual Report 2017-18"
  kind: annual-report
  published: "2018-06"
  about: [plan-2016]
  publisher: Commissioner for Exampleshire
- id: consultation-lost
  title: "Questions of which the text is lost"
  kind: consultation
  published: "2016-03"
  about: [plan-2016]
  publisher: Commissioner for Exampleshire
- id: budget-2017
  title: "Budget agreed"
  kind: budget
  published: "2017-02"
  period: "2017-2018"
  publisher: Commissioner for Exampleshire
  digest: digests/budget-2017.md
- id: news-2018
  title: "Water cannon seen in Oldtown"
  kind: news
  published: "2018"
  publisher: Commissioner for Exampleshire
  digest: digests/news-2018.md
- id: consultation-2019
  title: "Have your say on water cannon"
  kind: consultation
  published: "2019-09"
  publisher: Commissioner for Exampleshire
  digest: digests/consultation-2019.md
"""
BODY = """\
name: Commissioner for Exampleshire
area: [Exampleshire]
commissioners:
- name: Ada Early
  start: "2012-11"
"""
DIGESTS = {
    "news-2015.md": (
        "# Burglary patrols tried in Oldtown\n\n"
        "Police patrols against burglary at night were doubled in Oldtown.\n"
    ),
    "consultation-2016.md": (
        "# What should the next plan say?\n\n## Questions\n\n"
        "Residents were asked whether night patrols against burglary should be doubled.\n\n"
        "Answers can be sent to plan@example.invalid until 31 March.\n\n"
        "## Proposals\n\nThe draft proposes:\n\n"
        "- new speed cameras on the roads of villages;\n"
        f"- a rescue boat {HOSTILE} for the lake;\n\n"
        "## Evidence\n\n- 40 boats sank last year.\n"
    ),
    "news-2016-02.md": (
        "# Burglary patrols praised\n\nNight patrols against burglary were praised by residents.\n"
    ),
    "news-2016-03.md": (
        "# Ideas wanted for 'Polluter Mends'\n\n"
        "The Commissioner asked for ideas on how each polluter could mend the harm.\n\n"
        "## Ideas\n\nThree ideas are listed:\n\n"
        "- a charge for emptying a tank into the river;\n"
        "- fewer bins in the market square;\n"
        "- an oath for anglers.\n\n"
        "## Other news\n\n- A new van was bought.\n\n"
        "The proposals were put forward for consultation, as part of something wider.\n"
    ),
    "plan-2016.md": (
        "# Stronger Together (2016-2020)\n\n## Burglary\n\n"
        "Night patrols against burglary will be doubled in every town.\n\n"
        "## Themes\n\nThe themes are:\n\n- Polluter Mends\n- Quiet Nights\n\n"
        "## Work\n\nRivers are cleaned where polluters mend what they broke. "
        "It could be that 'polluter mends' reaches the lake as well.\n\n"
        "## Consultation\n\nIn all, 512 residents responded to the questions.\n"
    ),
    "report-2017.md": (
        "# Annual Report 2016-17\n\n## Burglary\n\n"
        "Night patrols against burglary were doubled, and burglary fell by a tenth.\n\n"
        "## Rivers\n\nUnder 'polluter mends', two farms paid for a clean-up. "
        "At the weir a polluter mends nothing.\n"
    ),
    "budget-2015.md": (
        "# Money for patrols\n\nNight patrols against burglary are paid for and will be doubled.\n"
    ),
    "news-2018.md": (
        "# Water cannon seen in Oldtown\n\nThe force decided that it should own a water cannon.\n"
    ),
    "budget-2017.md": (
        "# Budget agreed\n\n## The decision\n\n"
        "The Panel approved a rise of the precept by £4 a year.\n\n## Consultation\n\n"
        "Of the 90 residents who responded, 60% supported the rise.\n"
    ),
    "consultation-2019.md": (
        "# Have your say on water cannon\n\n"
        "The public was asked whether the force should own a water cannon.\n"
    ),
}


def open_made(folder: Path, data: Path) -> OpenIndex:
    """Write the corpus into a folder, index it in a data folder that has a model, and open it."""
    (folder / "digests").mkdir(parents=True)
    (folder / "catalogue.yaml").write_text(CATALOGUE, "utf-8")
    (folder / "body.yaml").write_text(BODY, "utf-8")
    for name, text in DIGESTS.items():
        (folder / "digests" / name).write_text(text, "utf-8")
    settings = IngestSettings(corpus=(folder,), data=data)
    synchronise(settings)
    return IndexReader(data, settings.embedding_model).current()
