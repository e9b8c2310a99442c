"""The claims that a post makes: what it is in, its role, and who holds, held or will hold it."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.extract.posts.cues import cues
from kg.extract.posts.owners import Owner
from kg.model import Entity, Modality
from kg.text import articled, slug

_OFFICIAL = frozenset({"kg:Country", "kg:Bloc", "kg:GovernmentBody", "kg:Subdivision"})
_SMALL = frozenset({"of", "for", "and", "the", "to"})


class Held:
    """How a person holds a post: the clause's status, how sure, from when, and whether it is over."""

    __slots__ = ("former", "modality", "state", "weight")

    def __init__(self, state: Status, weight: float, modality: Modality | None, former: bool) -> None:
        self.state, self.weight, self.modality, self.former = state, weight, modality, former


def state_post(ctx: Context, post: Entity, owner: Owner, token: Token) -> None:
    """Claim what a post is, which holds whoever has it."""
    ctx.add_entity(post)
    ctx.add_entity(owner.entity)
    ctx.claim(post.key, "kg:postIn", owner.entity.key, token, Status(), owner.weight)
    ctx.claim(post.key, "kg:role", f"kg:{owner.role}", token, Status(), owner.weight)


def hold(ctx: Context, person: Mention, post: Entity, owner: Owner, token: Token, held: Held) -> None:
    key = person.entity.key
    held.state = own_voice(held.state, key)
    if held.former:
        ctx.claim(key, "kg:formerlyHeldPost", post.key, token, held.state, held.weight)
        return
    ctx.claim(key, "kg:holdsPost", post.key, token, held.state, held.weight, modality=held.modality)
    tie = "kg:affiliatedWith" if _OFFICIAL.isdisjoint(owner.entity.types) else "kg:officialOf"
    ctx.claim(key, tie, owner.entity.key, token, held.state, held.weight, modality=held.modality)


def own_voice(state: Status, person: str) -> Status:
    """Return the status without its speaker where this is the person: "according to X, who teaches at Y" is told."""
    return replace(state, speaker="") if state.speaker == person else state


def post_entity(words: list[str], many: bool, owner: Entity) -> Entity:
    """Return the post: "Energy Minister of Chile", one for "minister of energy" and "energy minister"."""
    written = " ".join(words).replace(" - ", "-").replace(" ,", ",")
    shown = _plain([w for w in written.split() if w.lower() not in cues()["former"]], many)
    code = owner.key.rpartition("/")[2].lower()
    label = " ".join(_capital(w) for w in shown)
    return Entity(
        f"post/{code}-{slug(' '.join(shown).lower())}", ("kg:Post",), f"{label} of {articled(owner.label)}", (written,)
    )


def _plain(words: list[str], many: bool) -> list[str]:
    """Return a title in its plain order: singular, without "acting", "minister for energy" as "energy minister"."""
    text = " ".join(w for w in words if w.lower() not in {"acting", "interim"})
    if many:
        text = _singular(text)
    lower = text.lower()
    for head in ("minister", "secretary", "commissioner"):
        for link in (f"{head} of ", f"{head} for "):
            if lower.startswith(link) and not lower.startswith(("secretary of state", "minister of state")):
                rest = text[len(link) :].removeprefix("the ")
                return [*rest.split(), text[: len(head)]]
    return text.split()


def _singular(text: str) -> str:
    for many, one in (
        ("spokesmen", "spokesman"),
        ("spokeswomen", "spokeswoman"),
        ("aries", "ary"),
        ("secretaries", "secretary"),
    ):
        if text.lower().endswith(many):
            return text[: len(text) - len(many)] + one
    first, *rest = text.split()
    if rest and rest[0].lower() == "of" and first.lower().endswith("s"):
        return " ".join([first[:-1], *rest])
    return text[:-1] if text.lower().endswith("s") else text


def _capital(word: str) -> str:
    return word if word.lower() in _SMALL or word[:1].isupper() else word[:1].upper() + word[1:]
