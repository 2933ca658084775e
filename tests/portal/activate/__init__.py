"""Tests of the screen activate."""
