"""The tokens of a Doc by lemma and by form: a module looks only at the words that may concern it."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token


class Tokens:
    """The tokens of one Doc, made and read once, found by their lemma or form in lower case."""

    def __init__(self, doc: Doc) -> None:
        self._lemmas: dict[str, list[Token]] = {}
        self._forms: dict[str, list[Token]] = {}
        for token in doc:
            self._lemmas.setdefault(token.lemma_.lower(), []).append(token)
            self._forms.setdefault(token.lower_, []).append(token)

    def of(self, *lemmas: Iterable[str], forms: Iterable[str] = ()) -> list[Token]:
        """Return the tokens that have one of the lemmas, or one of the forms, each once and in text order."""
        found = [token for wanted in lemmas for lemma in self._lemmas.keys() & wanted for token in self._lemmas[lemma]]
        found += [token for form in self._forms.keys() & forms for token in self._forms[form]]
        by_place = {token.i: token for token in found}
        return [by_place[i] for i in sorted(by_place)]
