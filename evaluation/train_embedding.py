"""Trains the embedding model that ships, from one command and with a fixed seed:

    python -m evaluation.train_embedding --data ../shared/data

A table of token vectors is learned by contrast: of all passages in a batch, a title or question must come
nearest to its own. It reads the training pairs and the train parts of the retrieval sets, never a test part.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import logging
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from evaluation.beir import read_set
from evaluation.gate import shared_folder
from nlp.embedding import DEFAULT_MODEL
from nlp.fold import EARLY_TONES, fold, unaccent
from nlp.static_model import ABOUT
from nlp.static_tokens import BETWEEN_WORDS, LETTER, WORD, Tokens, phrase_pattern

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

log = logging.getLogger(__name__)

OFFICIAL = ("phapdien_articles", "congbao_articles", "vbpl_articles")  # outside copyright
NEWS = ("vietnews_train",)  # newspaper text: measured with, shipped without
UNKNOWN, LONGEST = "[UNK]", 40  # letters of a token
ENDINGS = (2, 3, 4)  # letters
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Recipe:
    """All that decides the outcome; each value was chosen on held-out train queries."""

    vocabulary: int = 32_000
    rarest: int = 3  # occurrences of a word, or words of an ending, in the training texts
    pairs: int = 20_000  # of neighbours, each a token
    pair: float = 0.7  # length of a pair's row at the start, against 1 for a word as rare
    rarest_pair: int = 20
    dimensions: int = 1_024
    epochs: int = 3
    batch: int = 2_048
    rate: float = 0.003  # low: the start is worth keeping
    warm_up: float = 0.1  # of all steps
    sharpness: float = 20.0  # of the softmax over cosines
    unaccented: float = 0.15  # of the anchors lose their accents, as hurried typists' do
    dropped: float = 0.4  # of a passage's tokens, so that no single one is leaned on
    dropped_from_anchor: float = 0.15
    passage_length: int = 2_500  # characters
    flattened: float = 0.15  # power of a row's length that it is divided by: rare words had grown too loud
    seed: int = 13


@dataclass(frozen=True)
class Pair:
    anchor: str
    passage: str


def train(data: Path, recipe: Recipe, *, news: bool = False) -> tuple[Tokenizer, npt.NDArray[np.float32]]:
    """The tokenizer and token vectors learned from the pairs under `data`."""
    pairs = list(read_pairs(data, recipe, news=news))
    log.info("%d pairs of texts", len(pairs))
    tokenizer = train_tokenizer(pairs, recipe)
    tokens, parts = Tokens(tokenizer.to_str(), tokenizer.get_vocab()), Parts(tokenizer)
    anchors, bare, passages = (
        parts.opened(tokens.of(texts))
        for texts in (
            [fold(pair.anchor) for pair in pairs],
            [unaccent(fold(pair.anchor)) for pair in pairs],
            [fold(pair.passage) for pair in pairs],
        )
    )
    table = parts.closed(learn(parts.sizes(recipe.pair), anchors, bare, passages, recipe))
    return tokenizer, flattened(table, recipe.flattened)


def read_pairs(data: Path, recipe: Recipe, *, news: bool) -> Iterator[Pair]:
    """Titles with their articles, then train questions with an article that answers them."""
    for name in OFFICIAL + (NEWS if news else ()):
        with gzip.open(data / "pairs" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = map(json.loads, lines)
            yield from (Pair(row["anchor"], row["positive"]) for row in rows)
    for folder in sorted((data / "retrieval").iterdir()):
        if (folder / "qrels" / "train.tsv").is_file():
            yield from _questions(folder, recipe)


def _questions(folder: Path, recipe: Recipe) -> Iterator[Pair]:
    questions = read_set(folder, part="train")
    pages = {page.id: page for page in questions.pages}
    for query in questions.queries:
        for page in [pages[key] for key in query.relevant][:2]:
            yield Pair(query.text, f"{page.title} {page.text}"[: recipe.passage_length])


def train_tokenizer(pairs: Sequence[Pair], recipe: Recipe) -> Tokenizer:
    """WordPiece over lower-cased words and pairs of words: a syllable is one token, with accents and without.

    The library's own trainer breaks ties in another order each time; this vocabulary is the same every time.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    texts = [fold(text) for pair in pairs for text in (pair.anchor, pair.passage)]
    sequences = [re.findall(WORD, text) for text in texts]
    counts = Counter(word for words in sequences for word in words)
    counts.update(word for text in texts[::4] for word in re.findall(WORD, unaccent(text)))
    words = _vocabulary(counts, recipe)
    tokens = [*words, *_frequent_pairs(sequences, set(words), recipe)]
    tokenizer = Tokenizer(
        models.WordPiece(
            {token: number for number, token in enumerate(tokens)},
            unk_token=UNKNOWN,
            max_input_chars_per_word=LONGEST,
        )
    )
    tones = [
        normalizers.Replace(Regex(f"(?<!q){late}(?![{LETTER}])"), early)
        for late, early in EARLY_TONES.items()
    ]
    blank = normalizers.Replace(Regex(BETWEEN_WORDS), " ")
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase(), *tones, blank])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(phrase_pattern(tokens)), "removed", invert=True)
    return tokenizer


def _vocabulary(counts: Counter[str], recipe: Recipe) -> list[str]:
    """Letters, endings that several words share, and words: rare words are read as pieces of these."""
    letters = sorted({letter for word in counts for letter in word})
    endings = Counter(word[-size:] for word in sorted(counts) for size in ENDINGS if len(word) > size)
    shared = [ending for ending, count in endings.items() if count >= recipe.rarest]
    common = (word for word, count in counts.items() if count >= recipe.rarest)
    words = sorted(common, key=lambda word: (-counts[word], word))
    pieces = [f"##{piece}" for piece in (*letters, *shared)]
    return list(dict.fromkeys([UNKNOWN, *letters, *pieces, *words]))[: recipe.vocabulary]


def _frequent_pairs(sequences: Iterable[Sequence[str]], words: set[str], recipe: Recipe) -> list[str]:
    """The pairs that are most often and most surely together: count times pointwise mutual information."""
    alone: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for sequence in sequences:
        alone.update(sequence)
        together.update(pairwise(sequence))
    total = alone.total()
    scores = {
        f"{left} {right}": count * math.log(count * total / (alone[left] * alone[right]))
        for (left, right), count in together.items()
        if count >= recipe.rarest_pair and {left, right} <= words
        if not left.isdigit() and not right.isdigit() and len(left) + len(right) < LONGEST
    }
    return sorted(scores, key=lambda pair: (-scores[pair], pair))[: recipe.pairs]


class Parts:
    """Pairs as they are learned: a pair's row is the sum of its words' rows and of one of its own."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        vocabulary = tokenizer.get_vocab()
        self._words = np.full((len(vocabulary), 2), -1)
        for token, number in vocabulary.items():
            if " " in token:
                self._words[number] = [vocabulary[word] for word in token.split(" ")]
        self._paired = self._words[:, 0] >= 0

    def opened(self, texts: Iterable[Ids]) -> list[Ids]:
        """The tokens of each text with the words of its pairs beside them."""
        return [np.concatenate([ids, self._words[ids[self._paired[ids]]].ravel()]) for ids in texts]

    def closed(self, table: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """The rows as they are read: each pair's with those of its words in it."""
        closed = table.copy()
        closed[self._paired] += table[self._words[self._paired]].sum(axis=1)
        return closed

    def sizes(self, pair: float) -> npt.NDArray[np.float32]:
        """The length of each row at the start, but for its rarity."""
        return np.where(self._paired, pair, 1.0).astype(np.float32)


def learn(
    sizes: npt.NDArray[np.float32], anchors: list[Ids], bare: list[Ids], passages: list[Ids], recipe: Recipe
) -> npt.NDArray[np.float32]:
    """Token vectors under which an anchor is nearer to its passage than to the others of its batch.

    They start as a random projection of TF-IDF and move little: words not trained on still match themselves.
    """
    import torch
    from torch.nn import functional

    generator, chance = torch.Generator().manual_seed(recipe.seed), np.random.default_rng(recipe.seed)
    start = torch.randn(len(sizes), recipe.dimensions, generator=generator) / recipe.dimensions**0.5
    lengths = torch.from_numpy(sizes * rarity(passages, len(sizes)))
    table = (start * lengths[:, None]).requires_grad_()
    optimizer = torch.optim.Adam([table], lr=recipe.rate, betas=(0.9, 0.99))
    steps = recipe.epochs * (len(anchors) // recipe.batch)
    for step, chosen in enumerate(_batches(len(anchors), recipe, chance)):
        optimizer.param_groups[0]["lr"] = recipe.rate * _schedule(step / steps, recipe.warm_up)
        stripped = chance.random(len(chosen)) < recipe.unaccented
        ours = [(bare if strip else anchors)[i] for i, strip in zip(chosen, stripped, strict=True)]
        ours = [_thinned(tokens, recipe.dropped_from_anchor, chance) for tokens in ours]
        theirs = [_thinned(passages[i], recipe.dropped, chance) for i in chosen]
        similar = recipe.sharpness * _vectors(table, ours) @ _vectors(table, theirs).T
        own = torch.arange(len(chosen))
        loss = functional.cross_entropy(similar, own) + functional.cross_entropy(similar.T, own)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if step % 20 == 0:
            log.info("step %d of %d: loss %.3f", step, steps, loss.item())
    learned: npt.NDArray[np.float32] = table.detach().numpy()
    return learned


def flattened(table: npt.NDArray[np.float32], power: float) -> npt.NDArray[np.float32]:
    """The rows with their lengths nearer to one another, in the same directions."""
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    near: npt.NDArray[np.float32] = (table / np.where(lengths > 0, lengths, 1) ** power).astype(np.float32)
    return near


def rarity(passages: Sequence[Ids], rows: int) -> npt.NDArray[np.float32]:
    """The IDF of each token, 1 on average: random rows of that length already match words with words."""
    df = np.bincount(np.concatenate([np.unique(tokens) for tokens in passages]), minlength=rows)
    idf = np.log1p((len(passages) - df + 0.5) / (df + 0.5))
    rare: npt.NDArray[np.float32] = (idf / idf.mean()).astype(np.float32)
    return rare


def _thinned(tokens: Ids, share: float, chance: np.random.Generator) -> Ids:
    kept = tokens[chance.random(len(tokens)) >= share]
    return kept if len(kept) else tokens


def _batches(count: int, recipe: Recipe, chance: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    for _ in range(recipe.epochs):
        order = chance.permutation(count)
        for first in range(0, count - recipe.batch + 1, recipe.batch):
            yield order[first : first + recipe.batch]


def _schedule(done: float, warm_up: float) -> float:
    return done / warm_up if done < warm_up else (1 - done) / (1 - warm_up)


def _vectors(table: torch.Tensor, texts: Sequence[Ids]) -> torch.Tensor:
    import torch
    from torch.nn import functional

    offsets = torch.tensor([0, *accumulate(len(tokens) for tokens in texts[:-1])])
    tokens = torch.from_numpy(np.concatenate(texts))
    return functional.normalize(functional.embedding_bag(tokens, table, offsets), dim=1)


def save(tokenizer: Tokenizer, table: npt.NDArray[np.float32], folder: Path, about: dict[str, Any]) -> None:
    """The model in sentence-transformers form, a byte for each value and a scale for each token."""
    from safetensors.numpy import save_file
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=table)], device="cpu")
    scale = np.abs(table).max(axis=1) / 127
    scale[scale == 0] = 1
    small = np.round(table / scale[:, None]).astype(np.int8)
    model.save(str(folder), create_model_card=False)
    weights = folder / "model.safetensors"
    save_file({"embeddings": small, "weights": scale.astype(np.float32)}, weights)
    weights.chmod(0o644)  # it is written for its owner alone
    written = hashlib.sha256((folder / "tokenizer.json").read_bytes()).hexdigest()
    (folder / ABOUT).write_text(json.dumps({**about, "tokenizer": written}, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    data = shared_folder() / "data"
    parser.add_argument("--data", type=Path, default=data, help="the folder with pairs/ and retrieval/")
    parser.add_argument("--out", type=Path, default=DEFAULT_MODEL, help="the model folder to write")
    parser.add_argument("--with-news", action="store_true", help="also train on newspaper text")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    recipe = Recipe()
    tokenizer, table = train(arguments.data, recipe, news=arguments.with_news)
    save(tokenizer, table, arguments.out, {"recipe": vars(recipe), "news": arguments.with_news})


if __name__ == "__main__":
    main()
