"""IPP, the printer's side: what prints to it gives its document away as PDF.

Source: RFC 8010 (encoding, HTTP), RFC 8011 (operations), PWG 5100.14 (IPP Everywhere).
"""
