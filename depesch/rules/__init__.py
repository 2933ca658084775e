"""Rules: model to issues. This file is the contract; each sibling with a `RULES` is one rule set."""
