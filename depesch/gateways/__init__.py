"""Ways in that are not HTTP pages or JSON; they authenticate and submit."""
