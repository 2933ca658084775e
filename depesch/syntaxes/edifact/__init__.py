"""EDIFACT INVOIC: the interchange, its characters and segments, and what a segment means; the plug-ins are versions.

Source: ISO 9735 (syntax versions 1 to 4), UNTDID directories D.93A to D.01B, EANCOM 1997 (EAN008) and 2002 (EAN011).
"""
