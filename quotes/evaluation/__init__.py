"""The engine measured against annotated news, and the weights that are fitted on it."""
