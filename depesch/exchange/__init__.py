"""Protocol stacks with no customer in sight."""
