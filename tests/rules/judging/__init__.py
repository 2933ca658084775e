"""The official rules as judge of ours: the verdicts of the shared corpus, and stylesheets run on fresh mutants."""
