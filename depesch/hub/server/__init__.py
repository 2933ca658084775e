"""What the hub runs on: process settings, the database it starts itself, the supervisor."""
