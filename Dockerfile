# The image of web and worker: dependencies built apart, static files baked in, no root at run time.
FROM python:3.13-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements/base.txt /base.txt
RUN /venv/bin/pip install --require-hashes -r /base.txt

FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --no-create-home portal \
    && install -d -o portal -g portal /data
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=metrologi.settings.production \
    PORTAL_DATA=/data \
    STATIC_ROOT=/app/static-collected
# Production settings want a real secret, which no image may hold; collecting files needs none.
RUN SECRET_KEY=build PORTAL_DATA=/tmp/build python manage.py collectstatic --noinput --settings=metrologi.settings.base
USER portal
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["python", "-m", "metrologi.healthcheck"]
CMD ["gunicorn", "metrologi.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "8", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-", \
     "--logger-class", "metrologi.access_log.AccessLog", "--access-logformat", "%(h)s %(t)s \"%(m)s %(U)s\" %(s)s %(B)s %(D)s"]
