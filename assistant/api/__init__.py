"""The HTTP API for other programs: /api/v1."""
