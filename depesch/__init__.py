"""Depesch: an open e-invoicing network that you run yourself."""
