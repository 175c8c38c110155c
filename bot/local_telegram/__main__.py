"""`python -m bot.local_telegram`: the server alone, for a bot that is started by hand or for a load test."""

import argparse
import asyncio
import contextlib

from bot.local_telegram.run import serve_alone

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bot.local_telegram", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve_alone(parser.parse_args().port, lambda text: print(text, flush=True)))
