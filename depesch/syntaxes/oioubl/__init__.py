"""OIOUBL 2, the Danish invoice of Nemhandel: what its versions 2.1 and 2.02 share."""
