"""What a name is: folding, spelling, given and family names, customs, organisations, places, comparing two names."""
