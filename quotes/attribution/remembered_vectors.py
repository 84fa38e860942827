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
# The last bits of a product may depend on how many rows are multiplied at once, and on a row's place among them. Single
# words are multiplied so many at a time, the most that this machine's arithmetic has no places for.
AT_ONCE = (8, 4, 2, 1)

Vectors = NDArray[numpy.float32]
Attributes = NDArray[numpy.uint64]

_EMBEDDING = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]
_CONVOLUTION = "residual(expand_window>>maxout>>layernorm>>dropout)"


class Mixing:
    """A layer that makes a row of each row by itself: products, the best of each few, spread evenly around nought."""

    def __init__(self, layer: Model[Any, Any]) -> None:
        by_name = {one.name: one for one in layer.walk()}
        weights, bias = (by_name["maxout"].get_param(name) for name in ("W", "b"))
        self._scale, self._shift = (by_name["layernorm"].get_param(name) for name in ("G", "b"))
        self.width, self._pieces, self.taken = weights.shape
        # first the first piece of every number of a row, then the second: what is compared stands together
        self.weights: Vectors = numpy.ascontiguousarray(weights.transpose(2, 1, 0).reshape(self.taken, -1))
        self._bias: Vectors = numpy.ascontiguousarray(bias.T).reshape(-1)

    def __call__(self, products: Vectors) -> Vectors:
        """The rows for the products of rows and `weights`, which it may change."""
        products += self._bias
        pieces = [products[:, at : at + self.width] for at in range(0, products.shape[1], self.width)]
        best: Vectors = pieces[0]
        for piece in pieces[1:]:
            best = numpy.maximum(best, piece)
        best = best - self._mean(best)
        variance = self._mean(best * best)  # of what is around nought by now
        variance += 1e-08
        best *= variance**-0.5
        best *= self._scale
        best += self._shift
        return best

    def _mean(self, rows: Vectors) -> Vectors:
        """The mean of each row; numpy's own looks at more first."""
        means: Vectors = numpy.add.reduce(rows, axis=1, keepdims=True)
        means /= numpy.float32(self.width)
        return means


class WordVectors:
    """The vector of a token by itself, made once for each kind of token."""

    def __init__(self, embedding: Model[Any, Any]) -> None:
        self._columns: list[str] = embedding.layers[0].attrs["columns"]
        self._tables = embedding.layers[2]
        self._mixing = Mixing(embedding.layers[3])
        some = numpy.random.default_rng(1).standard_normal((AT_ONCE[0], self._mixing.taken), dtype="float32")
        self._at_once = next(size for size in AT_ONCE if self._has_no_places(some[:size]))
        self.forget()

    def forget(self) -> None:
        """Empty the memory; nothing but time depends on what it has."""
        self.remembered: dict[bytes, int] = {}  # what a kind is told by -> its row
        self._rows = numpy.zeros((MAX_REMEMBERED, self._mixing.width), dtype="float32")

    def __call__(self, docs: Sequence[Doc]) -> Vectors:
        """A row for each token of the documents, one after another."""
        columns = len(self._columns)
        attributes = numpy.concatenate([doc.to_array(self._columns).reshape(len(doc), columns) for doc in docs])
        kinds: list[bytes] = attributes.view(f"V{attributes.itemsize * columns}").ravel().tolist()
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
        """The rows as the model makes them, each the same whatever stands beside it."""
        size = self._at_once
        looked_up = self._tables.predict(attributes)
        filled = numpy.concatenate([looked_up, numpy.repeat(looked_up[:1], -len(looked_up) % size, axis=0)])
        products = [self._products(filled[at : at + size]) for at in range(0, len(filled), size)]
        return self._mixing(numpy.concatenate(products)[: len(attributes)])

    def _products(self, rows: Vectors) -> Vectors:
        return rows @ self._mixing.weights

    def _has_no_places(self, some: Vectors) -> bool:
        """Whether rows have the same products, to the last bit, wherever they stand among the others."""
        plain = self._products(some)
        return all(
            numpy.array_equal(plain, numpy.roll(self._products(numpy.roll(some, by, axis=0)), -by, axis=0))
            for by in range(1, len(some))
        )


class Convolution:
    """One layer that mixes each token's vector with those of its neighbours."""

    def __init__(self, layer: Model[Any, Any]) -> None:
        self._mixing = Mixing(layer)

    def __call__(self, vectors: Vectors) -> Vectors:
        width = vectors.shape[1]
        beside: Vectors = numpy.empty((len(vectors), 3 * width), dtype="float32")
        beside[:1, :width] = beside[-1:, 2 * width :] = 0
        beside[1:, :width] = vectors[:-1]
        beside[:, width : 2 * width] = vectors
        beside[:-1, 2 * width :] = vectors[1:]
        mixed = self._mixing(beside @ self._mixing.weights)
        mixed += vectors
        return mixed


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
