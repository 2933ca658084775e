"""Tests of the drafts behind the invoice form."""
