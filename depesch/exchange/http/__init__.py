"""Messages over HTTP to servers that a customer names: where they may lead, and what came of one."""
