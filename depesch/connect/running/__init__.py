"""Running: every account's work at its times, side by side, until asked to end; reload without restart."""
