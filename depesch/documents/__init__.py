"""Bytes to model, verdict and other format in one step: what the library, the console and the hub all call."""
