"""Tools that language models may use, reading only, by the Model Context Protocol."""
