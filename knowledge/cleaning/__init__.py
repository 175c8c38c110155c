"""From a raw article to the text that citations cut from."""
