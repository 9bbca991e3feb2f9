// Writes src/api/schema.d.ts from the API's own description.
//   npm run client -- [FILE or URL of the document]     http://127.0.0.1:8080/openapi/v1.json if not given
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const from = process.argv[2] ?? 'http://127.0.0.1:8080/openapi/v1.json';
const text = from.startsWith('http') ? await (await fetch(from)).text() : await readFile(from, 'utf8');
const document = JSON.parse(text);
const head = '// Written by `npm run client` from the description of the API; not to be edited.\n';
const to = process.argv[3] ?? new URL('../src/api/schema.d.ts', import.meta.url);
await writeFile(to, head + astToString(await openapiTS(document, { alphabetize: true })));
