"""How companies and people come in, and what is theirs to set: members, licences, settings."""
