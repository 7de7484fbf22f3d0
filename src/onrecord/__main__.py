"""``python -m onrecord`` is the command ``onrecord``."""

from .cli import main

main()
