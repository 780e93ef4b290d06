"""Attacks on the assistant and harmless questions that look like them: what is declined, what is not."""
