"""Tests of the screen password."""
