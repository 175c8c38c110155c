"""The bot in Telegram: the only package that imports `telegram`. `app` is the only wiring."""

import os

# Asks python-telegram-bot for timedelta instead of int where Telegram counts seconds; its default warns each time.
os.environ.setdefault("PTB_TIMEDELTA", "true")
