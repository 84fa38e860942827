"""Who says a quotation: the parse, the rules and their sweep, what is no quotation, how sure an answer is."""
