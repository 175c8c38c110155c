"""How the bot is doing: counted where it happens, read by /status, by Prometheus and by whoever asks whether it lives.

Holds numbers only, no words, names or ids. Prometheus' own client, so that the text it reads is written as it expects.
"""

import time
from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from bot.library import Library
from bot.state import State, StateError
from bot.types import Answer, Status

DEAF_SECONDS = 120.0
"""Without a good answer of Telegram's for so long, the bot is not well: a poll takes 20 s."""
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Vitals:
    """The figures of one process. Safe to use from several threads."""

    def __init__(self, state: State, library: Library) -> None:
        self._state = state
        self._library = library
        self.started = time.monotonic()
        self._last_beat: float | None = None
        self._last_update: float | None = None
        self._registry = CollectorRegistry()
        self._updates = Counter("youju_updates", "Updates that ended.", ["outcome"], registry=self._registry)
        self._seconds = Histogram(
            "youju_update_seconds",
            "From taking up an update to its end, sending included.",
            buckets=SECONDS,
            registry=self._registry,
        )
        self._answers = Counter("youju_answers", "Answers found.", ["kind", "status"], registry=self._registry)
        self._calls = Counter(
            "youju_telegram_calls", "Calls of the Bot API.", ["method", "code"], registry=self._registry
        )
        self._registry.register(self)

    def beat(self) -> None:
        """Notes that updates can arrive: a good poll, or a webhook that listens."""
        self._last_beat = time.monotonic()

    def update_ended(self, outcome: str, seconds: float) -> None:
        """Counts an update."""
        self._last_update = time.monotonic()
        self._updates.labels(outcome).inc()
        self._seconds.observe(seconds)

    def answered(self, answer: Answer | None) -> None:
        """Counts an answer; None: it took too long."""
        self._answers.labels(*(("none", "too_slow") if answer is None else (answer.kind, answer.status.value))).inc()

    def called(self, method: str, code: int) -> None:
        """Counts a call of the Bot API; code 0: there was no answer."""
        self._calls.labels(method, str(code)).inc()

    @property
    def is_alive(self) -> bool:
        """Whether updates can arrive; in the first two minutes, whether they may yet."""
        return time.monotonic() - (self._last_beat or self.started) < DEAF_SECONDS

    def find_faults(self) -> tuple[str, ...]:
        """What keeps it from answering, a line each."""
        faults = [] if self._last_beat is not None else ["not connected to Telegram yet"]
        if not self.is_alive:
            faults.append("no word from Telegram")
        if self._library.figures() is None:
            faults.append("no knowledge base")
        try:
            self._state.backlog()
        except StateError:
            faults.append("the state file cannot be used")
        return tuple(faults)

    @property
    def seconds_since_update(self) -> float | None:
        """Since the last update ended; None: there was none since the start."""
        return None if self._last_update is None else time.monotonic() - self._last_update

    def gaps(self) -> Mapping[str, int]:
        """Kind of question -> how many the articles did not answer, since the start."""
        samples = [sample for metric in self._answers.collect() for sample in metric.samples]
        return {
            sample.labels["kind"]: int(sample.value)
            for sample in samples
            if sample.name.endswith("_total") and sample.labels["status"] == Status.NOT_FOUND.value
        }

    def collect(self) -> Iterator[Metric]:
        """What is looked up when Prometheus asks."""
        backlog = self._state.backlog()
        yield GaugeMetricFamily("youju_waiting_updates", "Updates stored and not ended.", backlog.count)
        yield GaugeMetricFamily("youju_oldest_waiting_seconds", "Age of the oldest of them.", backlog.seconds)
        yield GaugeMetricFamily("youju_uptime_seconds", "Since the start.", time.monotonic() - self.started)
        if self._last_beat is not None:
            silent = time.monotonic() - self._last_beat
            yield GaugeMetricFamily("youju_silent_seconds", "Since the last good word of Telegram's.", silent)
        figures = self._library.figures()
        if figures is not None:
            yield GaugeMetricFamily("youju_articles", "Articles in the knowledge base.", figures.articles)
            yield GaugeMetricFamily("youju_facts", "Facts in the knowledge base.", figures.facts)
            if figures.built is not None:
                built = figures.built.timestamp()
                yield GaugeMetricFamily("youju_knowledge_built_seconds", "When it was built, Unix time.", built)

    def to_text(self) -> bytes:
        """All figures as Prometheus reads them. Raises StateError."""
        return generate_latest(self._registry)
