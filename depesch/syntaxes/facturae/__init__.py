"""Facturae, the Spanish format: what reads it. Source: Facturae 3.0 to 3.2.2, schemas and their descriptions."""
