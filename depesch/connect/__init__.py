"""The agent on the customer's machine: it watches folders, sends, collects and tells; it speaks HTTPS to the hub.

`settings` says what it is told to do, `runs` what a run did, `journal` what it has noted on the disk. Below them
`sending`, `collecting`, `reporting` and `configuration` do one thing each and do not know each other; `running` brings
them together.
"""
