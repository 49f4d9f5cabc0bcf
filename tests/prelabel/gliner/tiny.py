"""A GLiNER2 model of random weights, made on the spot: a few hundred kilobytes, nothing fetched."""

import os
from pathlib import Path
from typing import Any

SENTENCES = ("Russia sent troops to Kenya.", "प्रधानमंत्री ने दिल्ली का दौरा किया।", "وقالت الوزارة", "习近平访问了俄罗斯。")


def tiny_model(folder: Path, architecture: str = "boundary") -> Path:
    """Writes a model of the `boundary` or the `span` kind to `folder`, in the files that a published one has."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch
    from gliner2 import AutoExtractor, ExtractorConfig
    from transformers import BertConfig

    torch.manual_seed(0)
    tokenizer = _tokenizer()
    encoder = BertConfig(
        vocab_size=len(tokenizer), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=8192,
    )  # fmt: skip
    head = {
        "boundary_dim": 16, "pair_dim": 16, "record_dim": 16, "candidate_pool": "shared", "pool_boundary_top_k": 12,
        "pool_size": 40, "min_pool_per_query": 4,
    }  # fmt: skip
    config = ExtractorConfig(model_name="tiny", architecture=architecture, boundary_head=head)
    model = AutoExtractor.from_config(config, encoder_config=encoder, tokenizer=tokenizer)
    model.save_pretrained(folder)
    return folder


def _tokenizer() -> Any:
    """Bytes and a few pairs of them: it knows every script."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    marks = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=400, special_tokens=[*marks.values()], initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, **marks)
