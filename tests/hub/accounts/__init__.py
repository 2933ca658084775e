"""Members, licences, settings and accounts of a company."""
