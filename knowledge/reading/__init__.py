"""From a file to a raw article: its header taken apart, its body still dirty."""
