"""Accuracy of extracted disclosures against gold that people made (contract, sections 5 and 6)."""
