"""Who the people are that run the groups which apply: counts alone, with no way back to any of them."""
