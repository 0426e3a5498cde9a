"""The judgement: panels, conflicts, reviews, scores, recommendations and decisions."""
