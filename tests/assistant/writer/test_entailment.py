"""A model for entailment may stop a sentence that every other check lets through."""

import json
from pathlib import Path

import pytest

from assistant.settings import AssistantSettings
from assistant.verification.entailment import Entailment
from assistant.writer.opening import open_writer
from corpus.errors import PlansError

LABELS = ("contradiction", "entailment", "neutral")


def small_cross_encoder(folder: Path, labels: tuple[str, ...] = LABELS) -> Path:
    """A cross-encoder of a few hundred weights that always finds the same label likeliest."""
    import torch
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    words = {word: place for place, word in enumerate(("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a"))}
    tokenizer = Tokenizer(WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    ).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        id2label=dict(enumerate(labels)),
        label2id={label: place for place, label in enumerate(labels)},
    )
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor([0.0, 5.0, 0.0][: len(labels)]))
    model.save_pretrained(folder, safe_serialization=True)
    return folder


def test_the_probability_of_the_label_entailment_decides(tmp_path: Path) -> None:
    first = Entailment(small_cross_encoder(tmp_path / "first"))
    assert first.follows("a", ["a a", "a"])
    turned = ("entailment", "contradiction", "neutral")
    assert not Entailment(small_cross_encoder(tmp_path / "turned", turned)).follows("a", ["a"])


def test_a_folder_without_a_model_is_said_at_the_start(tmp_path: Path) -> None:
    settings = AssistantSettings(
        data=tmp_path, model="openai:x", model_url="http://127.0.0.1:9/v1",
        entailment_model=tmp_path / "none",
    )  # fmt: skip
    with pytest.raises(PlansError, match=r"PLANS_ENTAILMENT_MODEL: .* holds no model"):
        open_writer(settings, {})


def test_a_model_that_knows_no_entailment_is_refused(tmp_path: Path) -> None:
    folder = small_cross_encoder(tmp_path / "other", ("no", "yes"))
    with pytest.raises(PlansError, match="no label “entailment”"):
        Entailment(folder)


def test_weights_that_could_run_code_are_refused(tmp_path: Path) -> None:
    folder = small_cross_encoder(tmp_path / "pickled")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(PlansError, match="PLANS_ENTAILMENT_MODEL"):
        Entailment(folder)


def test_a_damaged_configuration_is_said(tmp_path: Path) -> None:
    folder = small_cross_encoder(tmp_path / "damaged")
    (folder / "config.json").write_text(json.dumps({"model_type": "none"}), "utf-8")
    with pytest.raises(PlansError, match="PLANS_ENTAILMENT_MODEL"):
        Entailment(folder)
