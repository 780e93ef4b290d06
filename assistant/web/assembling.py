"""An installation put together from its settings: the assistant, and everything that is served.

What can be wrong with the settings of the pages is said at once; all else is put together in a
thread once the port answers, because its imports take seconds.
"""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from assistant.pre_election import election_now
from assistant.serving.opening import Serving
from assistant.settings import AssistantSettings
from assistant.site import read_site
from assistant.web.application import Application, Start
from assistant.web.shell import Shell

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.api.keys import Keys
    from assistant.feedback import FeedbackStore
    from assistant.pipeline import Assistant
    from assistant.web.answerer import Answerer
    from assistant.web.records import Records

__all__ = ["application"]


def application(settings: AssistantSettings, environment: Mapping[str, str]) -> Application:
    """Return what `python -m assistant serve` serves.

    Args:
        settings: Of the installation.
        environment: Where keys of chat models are looked for.

    Raises:
        PlansError: The site cannot be used, or the address of Redis is not one.
    """
    shell = Shell(
        read_site(settings.site),
        root_path=settings.root_path,
        has_plans=True,
        has_commitments=settings.publish_commitments,
        has_api=True,
        election=lambda: election_now(settings.pre_election, settings.as_of or dt.date.today()),
    )
    serving = Serving(settings)
    begin = partial(_begin, settings, environment, shell, serving)
    return Application(begin, shell, framed_by=settings.framed_by, serving=serving)


def _begin(
    settings: AssistantSettings, environment: Mapping[str, str], shell: Shell, serving: Serving
) -> Start:
    from assistant.opening import assistant_with_verdicts
    from assistant.web.making import Making
    from assistant.web.originals import Holdings
    from assistant.web.records import read_records

    assistant, store = assistant_with_verdicts(settings, environment)
    gated = serving.gated(assistant, lambda: assistant.generation().manifest)
    records = read_records(settings, store, assistant.index)
    making = Making(
        shell=shell,
        answerer=serving.rated(gated),
        feedback=_feedback_store(settings),
        holdings=Holdings(assistant.generation, settings.data),
        records=records,
        longest=settings.max_page_question,
    )
    api = partial(_api, settings, serving, shell, assistant, gated, records, _keys(settings))
    mcp = partial(_mcp, settings, serving, assistant, gated)
    return making.start(api=api, mcp=mcp if settings.mcp else None)


def _api(
    settings: AssistantSettings,
    serving: Serving,
    shell: Shell,
    assistant: "Assistant",
    gated: "Answerer",
    records: "Records",
    keys: "Keys | None",
) -> "FastAPI":
    from assistant.api.app import build_api

    return build_api(
        gated,
        assistant.index,
        boards=records.boards if records.published else None,
        keys=keys,
        rates=serving.rates,
        per_minute=settings.questions_per_minute,
        longest=settings.max_question,
        proxies=serving.proxies,
        shell=shell,
        root_path=settings.root_path,
        trails=records.trails,
        base_url=settings.public_url,
        metrics=serving.metrics,
    )


def _mcp(
    settings: AssistantSettings, serving: Serving, assistant: "Assistant", gated: "Answerer"
) -> "FastAPI":
    from assistant.mcp.application import build_mcp

    return build_mcp(
        gated,
        assistant.index,
        rates=serving.rates,
        per_minute=settings.questions_per_minute,
        longest=settings.max_question,
        proxies=serving.proxies,
        root_path=settings.root_path,
        base_url=settings.public_url,
        metrics=serving.metrics,
        as_of=assistant.as_of,
    )


def _keys(settings: AssistantSettings) -> "Keys | None":
    from assistant.api.keys import Keys

    return Keys(settings.api_keys) if settings.api_keys else None


def _feedback_store(settings: AssistantSettings) -> "FeedbackStore | None":
    from assistant.feedback import FeedbackStore

    if settings.feedback is None:
        return None
    store = FeedbackStore(
        settings.feedback, longest_question=settings.max_question, days=settings.feedback_days
    )
    store.check()
    return store
