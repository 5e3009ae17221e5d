"""Kinds of study designs, by the values of references.design."""

POOLED = {"umbrella_review", "network_meta_analysis", "meta_analysis"}
REVIEWS = POOLED | {"systematic_review", "narrative_review"}
RANDOMISED = {"randomised_trial", "randomised_crossover"}
TRIALS = (  # in the order in which they are shown
    *("randomised_trial", "randomised_crossover"),
    *("controlled_trial", "crossover", "uncontrolled_trial"),
)
