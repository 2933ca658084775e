"""The agent on the customer's machine; it speaks HTTPS to the hub."""
