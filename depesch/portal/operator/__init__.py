"""Screen: for those who run the hub: what stands still, in every company."""
