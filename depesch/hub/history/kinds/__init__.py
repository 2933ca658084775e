"""Every kind of event, a module for each thing that events are of: `EVENTS` are the classes, `WORDS` what
they say, `TITLES` what those of documents are called in a list of events, such as that of a webhook.

A tag is never renamed or used for another meaning, a field never removed: old rows are read with today's classes, so
a new field needs a default. Document contents, personal numbers and secrets stay out.
"""
