"""One text against another: the same utterance, a draft against the store, a text fragment, key terms."""
