"""Who judges the judges: a chat model as judge, and both it and the scorers held to answers labelled by a person."""
