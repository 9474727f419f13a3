FROM python:3.11-slim AS build
WORKDIR /src
COPY . .
RUN python -m venv /opt/tracuu && /opt/tracuu/bin/pip install --no-cache-dir .

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 tracuu && mkdir /data && chown tracuu /data
COPY --from=build /opt/tracuu /opt/tracuu
ENV PATH=/opt/tracuu/bin:$PATH \
    TRACUU_HOME=/data \
    TRACUU_HOST=0.0.0.0 \
    HAYSTACK_TELEMETRY_ENABLED=False \
    HF_HUB_OFFLINE=1
USER tracuu
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["tracuu", "serve"]
