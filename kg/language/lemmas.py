"""Lemmas of verbs that lost a silent e: the lemmatizer reads "hopes" as "hop" and "staged" as "stag".

English doubles the last consonant of a short verb ("hopped", "rating" of "rate" but "ratting" of "rat"), so that a form
with a single consonant before its ending belongs to the verb with e.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_SIBILANT = re.compile(r".*(?:s|x|z|ch|sh|o)")
_NOUNS = {"taxes": "tax"}  # the model's table has "taxis", of biology
# Pasts that the tagger takes for nouns or presents.
_PAST = {"agreed": "agree", "decreed": "decree", "freed": "free", "guaranteed": "guarantee"}
_CLAUSES = {"ROOT", "acl", "advcl", "ccomp", "conj", "relcl"}
_ENDINGS = {"VBZ": "es", "VBD": "ed", "VBN": "ed", "VBG": "ing"}


def mended(form: str, lemma: str, tag: str) -> str:
    """Return the lemma of a verb form, its silent e restored; other lemmas unchanged. All in lower case.

    >>> mended("hopes", "hop", "VBZ"), mended("staged", "stag", "VBD"), mended("opened", "open", "VBD")
    ('hope', 'stage', 'open')
    """
    ending = _ENDINGS.get(tag)
    if ending is None or form != lemma + ending:
        return lemma
    if tag == "VBZ":
        return lemma if _SIBILANT.fullmatch(lemma) else f"{lemma}e"
    return f"{lemma}e" if _SHORT.fullmatch(lemma) else lemma


@Language.component("kg_lemmas", assigns=["token.lemma"], requires=["token.lemma", "token.tag"])
def lemmas(doc: Doc) -> Doc:
    """Mend the lemmas of a Doc; it goes after `lemmatizer`."""
    for token in doc:
        if token.lower_ in _NOUNS and token.tag_ == "NNS":
            token.lemma_ = _NOUNS[token.lower_]
        if token.lower_ == "nil" and token.pos_ == "VERB":  # "cut to nil": no infinitive
            token.pos_ = "NUM"
        if token.lower_ in _PAST and token.tag_ not in {"VBN", "VBD"} and token.dep_ in _CLAUSES:
            token.lemma_, token.tag_ = _PAST[token.lower_], "VBN" if token.dep_ in {"acl", "advcl"} else "VBD"
            token.pos_ = "VERB"
        if token.tag_ in _ENDINGS:
            better = mended(token.lower_, token.lemma_.lower(), token.tag_)
            if better != token.lemma_.lower():
                token.lemma_ = better
    return doc
