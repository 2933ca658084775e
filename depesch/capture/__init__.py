"""Reading paper: PDF, scan and print stream to the model, with confidence."""
