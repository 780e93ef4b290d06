"""Consultation chains: what people were asked, what was then decided, what was later reported."""
