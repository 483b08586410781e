# One image for web, worker and beat. Nothing in it is secret, and nothing runs as root.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --require-hashes --only-binary :all: -r requirements.txt
WORKDIR /app
COPY . .
# Settings need values to be read; these are used for building only and are not kept in the image.
RUN SECRET_KEY=build FIELD_KEYS=1:QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY= DATABASE_URL=postgresql://build/build \
    DJANGO_SETTINGS_MODULE=casework.settings.base \
    sh -c '/opt/venv/bin/python manage.py compile_translations && /opt/venv/bin/python manage.py collectstatic --noinput --ignore redoc --ignore "swagger-ui-standalone*" --ignore "oauth2-*"'

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=casework.settings.production
RUN useradd --system --uid 10001 --no-create-home roedtraad
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["python", "-m", "door", "--host", "0.0.0.0", "--port", "8000", "casework.wsgi:served"]
