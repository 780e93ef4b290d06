"""Across plans: one subject in every plan, how much each plan says of each theme, and when all was.

`grid.grid` looks for a subject, `themes_over_time.themes_over_time` measures and follows themes,
`timeline.timeline` puts plans, people and documents in order of time.
"""
