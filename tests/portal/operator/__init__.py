"""The screen operator."""
