"""Characters only: cleaning, quotation marks, paragraphs, and paragraphs with their speech masked."""
