"""Resources of the API: each module here with a `RESOURCE` is one, a router that carries its full paths."""
