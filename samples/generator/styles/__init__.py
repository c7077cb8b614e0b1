"""One module a style: ``typeset(font, seed, oddities)`` gives the finished paper and what is odd about it."""
