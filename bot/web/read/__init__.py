"""A document to read: its outline, its clauses as anchors, watch-outs and defined terms marked."""
