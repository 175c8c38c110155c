"""Facts of one subject and relation side by side: which leads, which agree with it, which do not."""
