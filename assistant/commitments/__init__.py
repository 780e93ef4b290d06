"""Commitments: what the documents promise, found by rule and listed in order of time.

`finding.judge` judges one sentence, `ledger.ledger` lists all commitments of a generation.
"""
