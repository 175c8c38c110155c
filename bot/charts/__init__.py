"""Pictures of what the articles say: which facts become which bars (`chart`), and their drawing (`drawing`).

Nothing here knows Telegram; only `drawing` loads the plotting library, when the first picture is drawn.
"""
