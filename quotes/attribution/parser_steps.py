"""spaCy's parser, stepped from here: the same steps, with Python's lock kept.

spaCy's own loop gives the lock up for a whole parse, and its compiled code takes it back for a moment at each of the
sums, some dozens a step, to ask whether something went wrong: a third of the parser's time. Here each step is asked for
by itself, for all paragraphs at once, as spaCy's search with a beam does it. Another kind of parser is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy
from spacy.language import Language
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc
from spacy.util import minibatch


class SteppingParser:
    """Sets what the `parser` sets."""

    def __init__(self, parser: DependencyParser) -> None:
        self._parser = parser
        scoring = parser.model.layers[2]  # from a state's vector to a score for each transition
        self._weights = numpy.ascontiguousarray(scoring.get_param("W").T)
        self._bias = scoring.get_param("b")

    def __call__(self, doc: Doc) -> Doc:
        """Set the heads, relations and sentences of a document."""
        self._parser.set_annotations([doc], self.states([doc]))
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """The same for many, so many in the same steps."""
        for batch in minibatch(docs, batch_size):
            by_length = sorted(batch, key=len)  # as spaCy has them
            self._parser.set_annotations(by_length, self.states(by_length))
            yield from batch

    def states(self, docs: Sequence[Doc]) -> list[Any]:
        """The last state of each document's parse, as `predict` of the parser gives it."""
        parser = self._parser
        states: list[Any] = parser.moves.init_batch(docs)
        if not any(map(len, docs)):
            return states
        model = parser.model.predict(docs)
        tokens_of, vectors_of = model.get_token_ids, model.state2vec.predict
        unfinished = [state for state in states if not state.is_final()]
        while unfinished:
            scores = vectors_of(tokens_of(unfinished)) @ self._weights
            scores += self._bias
            unfinished = parser.transition_states(unfinished, scores)
        model.clear_memory()  # its parts know one another: else its sums stay until the collector comes by
        return states


def is_known(parser: Any) -> bool:
    """Whether a parser takes the likeliest step each time, by a model of the layers that are known here."""
    if type(parser) is not DependencyParser or parser.cfg["beam_width"] != 1:
        return False
    layers = parser.model.layers
    return (
        [layer.name for layer in layers[1:]] == ["precomputable_affine", "linear"]
        and layers[1].get_dim("nP") > 1
        and not parser.model.attrs["unseen_classes"]
        and hasattr(parser, "transition_states")
    )


@Language.factory("quotes_stepping_parser")
def make_stepping_parser(nlp: Language, name: str) -> SteppingParser:
    """The component for a pipeline that has a component `parser` that is known here."""
    return SteppingParser(nlp.get_pipe("parser"))


def step_from_here(nlp: Language) -> Language:
    """Have the pipeline's parser stepped from here, if it has one that is known."""
    if "parser" in nlp.pipe_names and is_known(nlp.get_pipe("parser")):
        nlp.add_pipe("quotes_stepping_parser", after="parser")
        nlp.disable_pipe("parser")
    return nlp
