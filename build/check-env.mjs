// Compares the settings in .env.example with those that the server reads
// (backend/server/config.go): each must be in both.
import { readFileSync } from 'node:fs';

const source = readFileSync('backend/server/config.go', 'utf8');
const read = new Set([...source.matchAll(/`env:"([A-Z][A-Z0-9_]*)/g)].map(([, name]) => name));
const example = readFileSync('.env.example', 'utf8');
const shown = new Set([...example.matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name));
// Read by docker-compose.yml, or by OpenTelemetry's library, not by the server.
const others = new Set(['POSTGRES_PASSWORD', 'OTEL_EXPORTER_OTLP_HEADERS']);
// Other forms of what is shown, which docs/operations.md has.
const elsewhere = new Set([
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_TRACES_EXPORTER',
  'OTEL_SDK_DISABLED',
]);

const wrong = [
  ...[...read].filter((name) => !shown.has(name) && !elsewhere.has(name)).map((name) => `${name} is missing in .env.example`),
  ...[...shown]
    .filter((name) => !read.has(name) && !others.has(name))
    .map((name) => `${name} is in .env.example, but the server does not read it`),
];
for (const line of wrong) console.error(line);
process.exitCode = wrong.length > 0 ? 1 : 0;
