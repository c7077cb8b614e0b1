"""Rules as data: outline, tables, concepts, classification by year, identities, phrases, staffing, performance."""
