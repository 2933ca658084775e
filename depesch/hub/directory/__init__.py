"""Who can be reached: participants with identifiers and capabilities, and each company's own customers."""
