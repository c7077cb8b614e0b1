"""A store: disclosures in a database, with the files they were read from and their JSON beside it."""
