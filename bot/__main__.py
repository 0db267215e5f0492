"""``python -m bot`` is the same program as ``plainterms``."""

from bot.cli import main

main()
