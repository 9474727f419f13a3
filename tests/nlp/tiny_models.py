"""Transformer models of a few numbers, written on the spot, to try the loading of foreign models."""

from __future__ import annotations

from pathlib import Path

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"0123456789", "đoạn", "văn", "số", "nào"]


def write_cross_encoder(folder: Path, *, labels: int = 1) -> Path:
    """A cross-encoder with random weights of a fixed seed."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(1)
    config = BertConfig(**_SIZES, num_labels=labels, initializer_range=1.0)
    BertForSequenceClassification(config).save_pretrained(folder)
    return _with_tokenizer(folder)


def write_encoder(folder: Path) -> Path:
    """An encoder of texts with random weights of a fixed seed."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    BertModel(BertConfig(**_SIZES)).save_pretrained(folder)
    return _with_tokenizer(folder)


_SIZES = {
    "vocab_size": len(WORDS),
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 16,
    "max_position_embeddings": 64,
}


def _with_tokenizer(folder: Path) -> Path:
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    vocabulary = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token=WORDS[1]))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    named = {f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep", "mask")}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **named).save_pretrained(folder)
    return folder
