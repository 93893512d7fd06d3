// Writes src/api/schema.ts, the types of the API, from the OpenAPI document.
// Every operation names the same dozen refusals, all of one form: as types they
// are folded into `default`, which leaves less than half of the lines and loses
// nothing that a caller could tell apart.
import { readFile, writeFile } from 'node:fs/promises';

import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL('../shared/api/openapi.json', import.meta.url);
const target = new URL('src/api/schema.ts', import.meta.url);
const problem = 'application/problem+json';

function foldProblems(operation) {
  const folded = {};
  for (const [status, response] of Object.entries(operation.responses)) {
    if (Object.keys(response.content ?? {}).join() === problem)
      folded.default ??= { ...response, description: 'Refused' };
    else folded[status] = response;
  }
  return { ...operation, responses: folded };
}

const document = JSON.parse(await readFile(source, 'utf8'));
for (const [path, item] of Object.entries(document.paths)) {
  document.paths[path] = Object.fromEntries(
    Object.entries(item).map(([method, value]) => [method, value.responses ? foldProblems(value) : value]),
  );
}
const types = await openapiTS(document);
await writeFile(
  target,
  `// Made from shared/api/openapi.json by schema-types.js; do not edit.\n\n${astToString(types)}`,
);
