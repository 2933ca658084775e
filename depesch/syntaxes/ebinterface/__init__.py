"""ebInterface, the Austrian e-invoice: what its versions 5.0, 6.0 and 6.1, one format each, have in common."""
