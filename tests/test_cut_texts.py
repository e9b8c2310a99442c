"""A text may end anywhere: what is cut in the middle of a name or sentence is read as far as it goes."""

from __future__ import annotations

import pytest
from reading import read

TEXTS = (
    'Julie Moe Holm, a Ghanaian-born lawyer, and Moe Holm met "Peru\'s" Ann Lee at the Kapi mine, a site - Holm',
    "Acme Metals, a Dubai-based group, owns 40 per cent of Brask Oil - none - and lets no ore out of Kenya",
    "Poland's trade minister, Jan Nowak, said the Czech firm Kordal Steel of Brno would sue Japan over tin from 3 May",
    "Of the 20 tonnes of cobalt that Laos mines, 40 per cent goes to Japan; the rest, said Bou Keo, a Lao-",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_that_is_cut_anywhere_is_read(text: str) -> None:
    words = text.split(" ")
    for n in range(1, len(words) + 1):
        record = read(" ".join(words[:n]))
        assert record.sentences, words[:n]
