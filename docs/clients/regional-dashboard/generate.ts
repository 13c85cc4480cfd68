/**
 * Writes what the dashboard is built with: the types of the response, from the schema of the gateway, and the manifest,
 * which the gateway reads too.
 *
 *     npx tsx generate.ts https://graph.example
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { parse, print } from 'graphql';

const [gateway = 'http://127.0.0.1:4000', folder = import.meta.dirname] = process.argv.slice(2);

const document = parse(readFileSync(join(import.meta.dirname, 'region.graphql'), 'utf8'));
const body = print(document);
const id = createHash('sha256').update(body).digest('hex');
const manifest = {
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [{ id, name: 'Region', type: 'query', body }],
};
writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

const response = await fetch(`${gateway}/schema.graphql`);
const schema = await response.text();
if (!response.ok) throw new Error(`Cannot read the schema: ${schema}`);
const types = await codegen({
  filename: 'generated.ts',
  schema: parse(schema),
  documents: [{ location: 'region.graphql', document }],
  config: {
    immutableTypes: true,
    enumType: 'string-literal',
    skipTypename: true,
    disableDescriptions: true,
    avoidOptionals: true,
    scalars: { Date: 'string', DateTime: 'string', Decimal: 'number', URL: 'string' },
    defaultScalarType: 'unknown',
  },
  plugins: [{ operations: {} }],
  pluginMap: { operations },
});
writeFileSync(join(folder, 'generated.ts'), types);
