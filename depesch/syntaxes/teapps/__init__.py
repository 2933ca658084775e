"""TEAPPSXML, what its versions share: 3.0 only adds elements to 2.7.2, so one plan reads both.

Source: TEAPPSXML 2.7.2 Implementation Guide (2011); TEAPPSXML 3.0 Implementation Guide and empty invoice with
explanations (2018), which names the business term of EN 16931 of each element.
"""
