"""What is said of settings that are not valid."""

import pytest
from pydantic import Field, ValidationError

from corpus.settings import IndexSettings, setting_problems


class Settings(IndexSettings):
    port: int = Field(1, ge=1)
    words: int = 1


def test_each_setting_that_is_not_valid_gets_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_PORT", "0")
    monkeypatch.setenv("PLANS_WORDS", "many")
    with pytest.raises(ValidationError) as caught:
        Settings()
    port, words = setting_problems(caught.value)
    assert port == "PLANS_PORT=0: Input should be greater than or equal to 1"
    assert words.startswith("PLANS_WORDS=many: ")
