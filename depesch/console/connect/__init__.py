"""The parts of `depesch connect`, each in a module: `add_arguments` adds it, its functions do the work."""
