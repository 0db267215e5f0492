"""What is measured without asking cases: addresses, counts, formats, pages, explanations, refusals, watch-outs."""
