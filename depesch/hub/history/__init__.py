"""What happened to which document, for the customer and the auditor: typed, append-only, hash-chained per company."""
