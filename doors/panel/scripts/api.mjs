// Writes the types of the API from its OpenAPI document.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const document = new URL(
  '../../api/src/main/resources/gatehouse/doors/api/gatehouse/openapi.json',
  import.meta.url,
);
const folder = new URL('../target/generated/', import.meta.url);
mkdirSync(folder, { recursive: true });
const types = await openapiTS(JSON.parse(readFileSync(document, 'utf8')));
writeFileSync(new URL('schema.d.ts', folder), astToString(types));
