"""The documentation of the API: OpenAPI, its pages and its examples."""
