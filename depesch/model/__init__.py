"""What a document says: the EN 16931 semantic model, frozen. Bytes are not known here, nor are rules."""
