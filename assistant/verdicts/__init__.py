"""Verdicts: what people decide of commitments, kept so that nothing is ever lost.

`store.VerdictStore` keeps judgements, notes and the log; `reviewing.reviews` says which judgements
rest on words that have changed; `board.Board` joins them with the ledger, to filter and search.
"""
