"""Sending: what is laid into a watched folder goes to the hub, once, and is followed to its end.

A file is *taken* when it is complete, *claimed* by renaming it into a folder of its own below `.depesch` in the watched
folder, whose name is the idempotency key, *journalled*, and only then sent with that key; afterwards it is *laid* into
`sent` with its receipt or into `failed` with the reason. What is under way therefore stands in the file system, what
happened in the journal; each alone is enough to go on without losing or doubling anything.
"""
