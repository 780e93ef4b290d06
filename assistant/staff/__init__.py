"""The pages for staff under `/staff`: signing in, the ledger, verdicts, exports."""
