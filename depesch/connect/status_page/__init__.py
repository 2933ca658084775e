"""The status page on this machine: every account, every file that is not at its end, the last runs."""
