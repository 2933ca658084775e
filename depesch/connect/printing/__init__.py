"""The printers of an agent: what is printed is laid into a watched folder, and goes the way of every file there."""
