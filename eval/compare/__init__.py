"""Two runs beside each other: what got better, what broke, and whether that can be chance.

Everything is told from two run files; no library, no model.
"""

from eval.compare.comparison import CaseChange, Comparison, Measured
from eval.compare.finding import COMPLETED, Finding, Tier

__all__ = ["COMPLETED", "CaseChange", "Comparison", "Finding", "Measured", "Tier"]
