"""Questions that are not the documents' business: one file for each kind of wording, a small model
for what no wording catches, and what is said in each case."""
