"""The screen payment_accounts."""
