"""Hot paths as ratios against a yardstick in the same run. `make bench` runs all; never a bar on absolute time."""
