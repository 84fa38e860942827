"""HTTP around the routes: responses, middleware, errors, limits, keys, telemetry."""
