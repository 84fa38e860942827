"""The desk: where people put right what was read, decide who is who, and bring articles of their own."""
