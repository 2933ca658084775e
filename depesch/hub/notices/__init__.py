"""Who is told of what by mail: each person chooses the events, and reads them in their own language."""
