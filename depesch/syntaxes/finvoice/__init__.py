"""Finvoice: what its versions share. The formats stand beside this folder: finvoice13, finvoice201, finvoice30.

Sources: Finvoice implementation guidelines and data lists 2.01 and 3.0, schemas 1.3, 2.0, 2.01 and 3.0 (Finance
Finland); the column EN 16931 of the data list of 3.0 says which element is which business term.
"""
