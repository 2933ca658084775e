"""ISDOC, the Czech format: what reads it. Source: ISDOC 6.0.2, schema and description."""
