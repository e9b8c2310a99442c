"""Tunes the recogniser of the default model on our own annotated corpus; writes what `kg.language.load` adds to it.

    python training/train.py                  # some minutes on one core; writes kg/language/recogniser.npz
    python training/train.py --folds 1 --dry  # one fold, nothing written

Only `ner` is trained. The corpus is cut into five; each fold gives one run that starts from the base model, learns
from the other four fifths and keeps the epoch that was best on the fifth left out. The five results are averaged and
drawn part of the way back to the base model, which keeps what that learnt from far more text. Numbers and times, which
the corpus does not mark, are rehearsed with the base model's own predictions. Names of the reference tables are set
beforehand, as in the pipeline. What is written is the difference of the weights, in half precision.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy: sums in one order, the same weights again

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import spacy
from pieces import LABELS, Piece, read
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch
from thinc.api import Adam

from kg import language
from kg.language.gazetteer import make_gazetteer
from kg.language.recogniser import FILE, Weights, add, difference, weights

FOLDS = 5
EPOCHS = 8
BLEND = 0.75  # share of the way from the base model to the mean of the folds


def examples(pieces: list[Piece], base: Language) -> list[Example]:
    """Return each piece with its names, the base model's numbers and times, and the reference names set beforehand."""
    gazetteer = make_gazetteer(base, "kg_gazetteer")
    found = []
    for piece in pieces:
        given = gazetteer(base.make_doc(piece.text))
        wanted = list(given.ents)
        for start, end, label in piece.names:
            span = given.char_span(start, end, label)
            if span is None:
                raise ValueError(f"{piece.source}: {piece.text[start:end]!r} does not end where a token ends")
            wanted += _free([span], wanted)
        wanted += _free([e for e in base(piece.text).ents if e.label_ not in LABELS], wanted)
        reference = base.make_doc(piece.text)
        reference.set_ents([Span(reference, e.start, e.end, e.label_) for e in sorted(wanted)], default="outside")
        found.append(Example(given, reference))
    return found


def _free(spans: list[Span], taken: list[Span]) -> list[Span]:
    covered = {i for span in taken for i in range(span.start, span.end)}
    return [span for span in spans if not covered.intersection(range(span.start, span.end))]


def score(nlp: Language, held: list[Example]) -> dict[str, tuple[int, int, int]]:
    """Return for each label (right, found, wanted) on pieces that were held out; reference names count for nobody."""
    counts: dict[str, Counter[str]] = {label: Counter() for label in sorted(LABELS)}
    for example in held:
        given: Doc = example.predicted.copy()
        known = {(e.start, e.end) for e in given.ents}
        found = {(e.start, e.end, e.label_) for e in nlp.get_pipe("ner")(given).ents}
        wanted = {(e.start, e.end, e.label_) for e in example.reference.ents}
        for label, count in counts.items():
            mine = {e for e in found if e[2] == label and e[:2] not in known}
            theirs = {e for e in wanted if e[2] == label and e[:2] not in known}
            count.update(right=len(mine & theirs), found=len(mine), wanted=len(theirs))
    return {label: (c["right"], c["found"], c["wanted"]) for label, c in counts.items()}


def f1(scores: dict[str, tuple[int, int, int]]) -> float:
    """Return the F1 over all labels."""
    right, found, wanted = (sum(s[k] for s in scores.values()) for k in range(3))
    return 2 * right / max(found + wanted, 1)


def tune(fold: int, pieces: list[Piece]) -> tuple[Weights, dict[str, tuple[int, int, int]]]:
    """Train one run without the pieces of `fold`; return its best weights and their scores on these pieces."""
    fix_random_seed(fold + 1)
    order = random.Random(fold + 1)
    nlp = spacy.load(language.MODEL, enable=["ner"])
    made = examples(pieces, spacy.load(language.MODEL, enable=["ner"]))
    held = [e for i, e in enumerate(made) if i % FOLDS == fold]
    learn = [e for i, e in enumerate(made) if i % FOLDS != fold]
    optimizer = Adam(5e-4, L2=0.0, grad_clip=1.0, use_averages=True)
    model = nlp.get_pipe("ner").model
    best, scores = weights(model), score(nlp, held)
    print(f"fold {fold + 1}: base {f1(scores):.3f}", end="", flush=True)
    for _ in range(EPOCHS):
        order.shuffle(learn)
        for batch in minibatch(learn, 8):
            nlp.update([Example(e.predicted.copy(), e.reference) for e in batch], sgd=optimizer, drop=0.3)
        with nlp.use_params(optimizer.averages):
            now, state = score(nlp, held), weights(model)
        print(f" {f1(now):.3f}", end="", flush=True)
        if f1(now) > f1(scores):
            best, scores = state, now
    print()
    return best, scores


def main() -> int:
    """Train, print the scores per label before and after, and write the difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--blend", type=float, default=BLEND)
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    args = parser.parse_args()
    pieces = read()
    length, names = sum(len(p.text.split()) for p in pieces), sum(len(p.names) for p in pieces)
    print(f"{len(pieces)} pieces, {length} words, {names} names")
    base = spacy.load(language.MODEL, enable=["ner"])
    start = weights(base.get_pipe("ner").model)
    before = score(base, examples(pieces, base))
    runs = [tune(fold, pieces) for fold in range(args.folds)]
    mean = {key: np.mean([run[0][key] for run in runs], axis=0) for key in start}
    blended = {key: start[key] + np.float32(args.blend) * (mean[key] - start[key]) for key in start}
    print("F1 of names that are in no reference table, held out")
    print(f"{'label':12} {'names':>5} {'base':>6} {'tuned':>6}")
    for label in sorted(LABELS):
        right, found, wanted = (sum(run[1][label][k] for run in runs) for k in range(3))
        b = before[label]
        print(f"{label:12} {b[2]:5} {2 * b[0] / max(b[1] + b[2], 1):6.2f} {2 * right / max(found + wanted, 1):6.2f}")
    if not args.dry:
        np.savez_compressed(args.out, **difference(start, blended))
        if not add(base.get_pipe("ner").model, args.out):
            raise ValueError(f"{args.out} does not fit the model it was made from")
        print(f"wrote {args.out}, {args.out.stat().st_size // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
