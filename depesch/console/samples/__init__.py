"""Invoices and credit notes of companies that do not exist, as UBL 2.1: for the demo and for trying the command."""
