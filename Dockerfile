# Hạ Tầng in an image: only /data is written, so it runs with a read-only root file system:
#   docker build -t hatang .
#   docker run --read-only --cap-drop ALL --cap-add NET_RAW -v hatang-data:/data -p 127.0.0.1:8080:8080 hatang
#
# ICMP: Debian's fping carries the file capability cap_net_raw=ep. The container must therefore have NET_RAW in its
# bounding set (Docker's default has it; after --cap-drop ALL add it back, in Kubernetes capabilities.add: [NET_RAW]),
# or fping cannot even start. no-new-privileges (allowPrivilegeEscalation: false) takes the file capability away, and
# fping then loses every echo. The service tests itself on loopback, says so at start, and judges by SNMP.
FROM node:24-slim

RUN apt-get update \
  && apt-get install -y --no-install-recommends fping \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 0700 /data

WORKDIR /app

# better-sqlite3 carries its binaries and the image is Node 24 itself: no script, no compiler, no optional package.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

COPY LICENSE ./
COPY bin ./bin
COPY src ./src
COPY config ./config
COPY dashboards ./dashboards

# Inside a container 127.0.0.1 reaches nobody. Plain HTTP on all addresses is meant here, and said aloud: publish the
# port to a TLS proxy or to loopback only. SQLite's own temporary files go where writing is allowed.
ENV NODE_ENV=production \
  HATANG_DATA=/data \
  HATANG_LISTEN=0.0.0.0:8080 \
  HATANG_LISTEN_INSECURELY=1 \
  SQLITE_TMPDIR=/data

USER node
VOLUME /data
EXPOSE 8080

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.HATANG_LISTEN.split(':').at(-1) + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

CMD ["node", "bin/hatang.js", "serve"]
