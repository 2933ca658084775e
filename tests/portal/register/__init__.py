"""Tests of the screen register."""
