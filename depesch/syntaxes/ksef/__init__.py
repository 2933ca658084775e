"""What the versions of Poland's structured invoice share: FA(2) and FA(3) of the national system KSeF."""
