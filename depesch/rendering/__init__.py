"""Rendering: model to PDF, HTML and letter."""
