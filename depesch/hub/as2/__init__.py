"""AS2 partners of a company: who writes to whom under which certificates, and every message and its receipt."""
