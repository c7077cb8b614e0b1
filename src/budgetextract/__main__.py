"""``python -m budgetextract``."""

from budgetextract.cli import main

main()
