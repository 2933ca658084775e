"""Every kind of event, a module for each thing that events are of: `EVENTS` are the classes, `WORDS` what they say.

A tag is never renamed or used for another meaning, a field never removed: old rows are read with today's classes, so
a new field needs a default. Document contents, personal numbers and secrets stay out.
"""
