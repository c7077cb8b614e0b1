"""What a document and a disclosure are: frozen models, no reading, no rules."""
