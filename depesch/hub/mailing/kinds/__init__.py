"""What the hub's letters say: a module for each occasion, with `LETTERS`. A name is never used for something else."""
