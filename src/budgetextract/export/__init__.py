"""Disclosures as files for other programs: CSV, Excel, Parquet."""
