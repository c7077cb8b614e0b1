"""Several files that are one disclosure: which ones belong together, and how their parts become one."""
