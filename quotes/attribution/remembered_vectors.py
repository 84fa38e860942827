"""The vectors that spaCy's parser and tagger read, with what they begin with remembered for each kind of word.

The model first makes a vector of each token by itself, from a few attributes of its word, then four times of each token
and its two neighbours. The first is a third of the work and the same for every token that is alike in those
attributes: it is done once for each kind. The rest is what spaCy does, operation by operation, without its layers'
bookkeeping for training. Another model's layers are left as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

MAX_REMEMBERED = 8_192  # kinds of words: some 4 MB; beyond, all are forgotten and made anew
# A vector's last bits may depend on how many are made at once: so many always are, or one where even the place tells.
AT_ONCE = 16

Vectors = NDArray[numpy.float32]
Attributes = NDArray[numpy.uint64]

_EMBEDDING = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]
_CONVOLUTION = "residual(expand_window>>maxout>>layernorm>>dropout)"


class WordVectors:
    """The vector of a token by itself, made once for each kind of token."""

    def __init__(self, embedding: Model[Any, Any]) -> None:
        self._columns: list[str] = embedding.layers[0].attrs["columns"]
        self._tables, self._mixing = embedding.layers[2:4]
        some = numpy.arange(AT_ONCE * len(self._columns), dtype="uint64").reshape(AT_ONCE, -1)
        steady = numpy.array_equal(self._predicted(some), self._predicted(some[::-1])[::-1])
        self._at_once = AT_ONCE if steady else 1
        self.forget()

    def forget(self) -> None:
        """Empty the memory; nothing but time depends on what it has."""
        self.remembered: dict[bytes, int] = {}  # what a kind is told by -> its row
        self._rows = numpy.zeros((MAX_REMEMBERED, self._mixing.get_dim("nO")), dtype="float32")

    def __call__(self, docs: Sequence[Doc]) -> Vectors:
        """A row for each token of the documents, one after another."""
        attributes = numpy.concatenate(
            [doc.to_array(self._columns).reshape(len(doc), len(self._columns)) for doc in docs]
        )
        kinds: list[bytes] = attributes.view(f"V{attributes.itemsize * attributes.shape[1]}").ravel().tolist()
        known = list(map(self.remembered.get, kinds))
        if None not in known:
            return self._rows[known]  # type: ignore[index]
        first = {kind: place for place, kind in reversed(list(enumerate(kinds)))}
        if len(first) > MAX_REMEMBERED:  # a text of more kinds of words than news has in a week
            return self._made(attributes)
        new = [kind for kind in first if kind not in self.remembered]
        if len(self.remembered) + len(new) > MAX_REMEMBERED:
            self.forget()
            new = list(first)
        at = len(self.remembered)
        self._rows[at : at + len(new)] = self._made(attributes[[first[kind] for kind in new]])
        self.remembered.update(zip(new, range(at, at + len(new)), strict=True))
        return self._rows[[self.remembered[kind] for kind in kinds]]

    def _made(self, attributes: Attributes) -> Vectors:
        """The rows as the model makes them, so many at a time: a row is the same whatever stands beside it."""
        size = self._at_once
        filled = numpy.concatenate([attributes, numpy.repeat(attributes[:1], -len(attributes) % size, axis=0)])
        made = [self._predicted(filled[at : at + size]) for at in range(0, len(filled), size)]
        return numpy.concatenate(made)[: len(attributes)]

    def _predicted(self, attributes: Attributes) -> Vectors:
        made: Vectors = self._mixing.predict(self._tables.predict(attributes))
        return made


class Convolution:
    """One layer that mixes each token's vector with those of its neighbours."""

    def __init__(self, layer: Model[Any, Any]) -> None:
        by_name = {one.name: one for one in layer.walk()}
        weights, bias = (by_name["maxout"].get_param(name) for name in ("W", "b"))
        self._scale, self._shift = (by_name["layernorm"].get_param(name) for name in ("G", "b"))
        self._pieces = weights.shape[1]
        self._weights = weights.reshape(-1, weights.shape[2]).T
        self._bias = bias.reshape(-1)

    def __call__(self, vectors: Vectors) -> Vectors:
        width = vectors.shape[1]
        beside = numpy.zeros((len(vectors), 3 * width), dtype="float32")
        beside[1:, :width] = vectors[:-1]
        beside[:, width : 2 * width] = vectors
        beside[:-1, 2 * width :] = vectors[1:]
        mixed = beside @ self._weights
        mixed += self._bias
        best: Vectors = mixed[:, :: self._pieces].copy()
        for piece in range(1, self._pieces):
            numpy.maximum(best, mixed[:, piece :: self._pieces], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = (best * best).mean(axis=1, keepdims=True)  # of what is around nought by now
        variance += 1e-08
        best *= variance**-0.5
        best *= self._scale
        best += self._shift
        best += vectors
        return best


class RememberingModel:
    """What a `tok2vec` component predicts with: the vectors of documents' tokens in their surroundings."""

    def __init__(self, model: Model[Any, Any]) -> None:
        embedding, encoding = model.layers
        self.words = WordVectors(embedding)
        self._apart: int = encoding.attrs["pad"]  # rows of nought between documents, which must not mix
        self._layers = [Convolution(layer) for layer in encoding.layers[0].layers]

    def __call__(self, docs: Sequence[Doc]) -> list[Vectors]:
        """An array for each document, a row for each token."""
        words = self.words(docs)
        vectors = numpy.zeros((len(words) + self._apart * (len(docs) + 1), words.shape[1]), dtype="float32")
        places, row, at = [], self._apart, 0
        for doc in docs:
            places.append(slice(row, row + len(doc)))
            vectors[places[-1]] = words[at : at + len(doc)]
            row, at = row + len(doc) + self._apart, at + len(doc)
        for layer in self._layers:
            vectors = layer(vectors)
        return [vectors[place] for place in places]


def is_known(model: Model[Any, Any]) -> bool:
    """Whether a model is of the layers that are done here: tables of words' attributes, then a window of one."""
    if len(model.layers) != 2:
        return False
    embedding, encoding = model.layers
    layers = encoding.layers[0].layers if encoding.layers else []
    return (
        [layer.name.partition("(")[0] for layer in embedding.layers] == _EMBEDDING
        and {layer.name for layer in layers} == {_CONVOLUTION}
        and all(one.attrs["window_size"] == 1 for one in encoding.walk() if one.name == "expand_window")
    )


def remember_vectors(nlp: Language) -> Language:
    """Put the memory in the place of the model of the pipeline's `tok2vec`, if it has one that is known here."""
    if "tok2vec" in nlp.pipe_names and is_known(nlp.get_pipe("tok2vec").model):
        component = nlp.get_pipe("tok2vec")
        remembering = RememberingModel(component.model)

        def forward(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Vectors], Any]:
            return remembering(docs), None

        component.model = Model(
            "remembering_tok2vec", forward, layers=[component.model], dims={"nO": component.model.get_dim("nO")}
        )
    return nlp
