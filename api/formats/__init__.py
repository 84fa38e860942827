"""A quotation in the forms other programs read: citations, JSON-LD, Web Annotation, Atom, JSON Feed, embeds.

Every function here is pure: it takes the public JSON of a quotation (CONTRACT's shape over HTTP) and gives text or
plain values. What comes out is escaped for the format it is in; nothing an article says is trusted.
"""
