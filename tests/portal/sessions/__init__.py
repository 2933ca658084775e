"""Tests of the screen sessions."""
