# docker build -t youju . && docker run --env-file .env --read-only --tmpfs /tmp -v youju:/data youju
# The token comes from the environment at run time; no layer holds it.

FROM python:3.11-slim-bookworm AS build
COPY requirements-build.lock requirements.lock /build/
RUN python -m venv /opt/youju \
 && /opt/youju/bin/python -m pip install --no-cache-dir --require-hashes -r /build/requirements-build.lock \
 && /opt/youju/bin/python -m pip install --no-cache-dir --require-hashes --no-build-isolation -r /build/requirements.lock

FROM python:3.11-slim-bookworm
ENV PATH=/opt/youju/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    KNOWLEDGE_DB=/data/knowledge.db \
    STATE_DB=/data/state.db
# A font with Chinese characters, for pictures.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-wqy-zenhei && rm -rf /var/lib/apt/lists/*
# A fixed user id, so that a volume keeps its owner from one image to the next.
RUN useradd --system --uid 10001 --user-group --home-dir /data --create-home youju
COPY --from=build /opt/youju /opt/youju
WORKDIR /app
COPY LICENSE ./
COPY knowledge knowledge
COPY bot bot
# Compiled, and what is read of rules and dictionaries kept (knowledge/keeping.py), here: at run time nothing outside /data
# can be written.
RUN python -m compileall -q . \
 && export PYTHONDONTWRITEBYTECODE= \
 && python -m knowledge build knowledge/articles --db /tmp/k.db --json > /dev/null \
 && python -m bot ask 月之暗面估值多少 --db /tmp/k.db > /dev/null \
 && rm /tmp/k*.db
USER 10001:10001
# The only place written to: the knowledge base, the chats' state and the heartbeat.
VOLUME /data
# The event loop touches the heartbeat several times a minute: a process that hangs is found out, not only a dead one.
HEALTHCHECK --interval=60s --timeout=5s --start-period=120s \
    CMD ["sh", "-c", "test -n \"$(find /data/heartbeat -mmin -2)\""]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
