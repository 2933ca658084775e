"""Tests of the screen welcome."""
