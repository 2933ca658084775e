"""Tests of the screen preferences."""
