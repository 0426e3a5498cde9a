"""The site's own lists, edited by staff: words of each vocabulary, places, signs of change, and their translations."""
