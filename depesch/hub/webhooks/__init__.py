"""A company's programs are told of every state of its documents: signed, retried, replayable."""
