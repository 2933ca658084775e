"""Invoices that are being written: drafts, templates, approval, sending at a later hour."""
