/**
 * Writes the types of the responses to `vouchers.graphql`, from the schema that the gateway shows to a token:
 *
 *     VAKGRAAF_TOKEN=… npx tsx codegen.ts https://graph.example
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';

const [gateway = 'http://127.0.0.1:4000', file = 'generated.ts'] = process.argv.slice(2);
const token = process.env['VAKGRAAF_TOKEN'];

const response = await fetch(`${gateway}/schema.graphql`, {
  headers: {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    // The schema has what the token may query with this purpose.
    'x-llo-purpose': 'urn:llo:purpose:development',
  },
});
const text = await response.text();
if (!response.ok) throw new Error(`Cannot read the schema: ${text}`);

const location = new URL('vouchers.graphql', import.meta.url);
const types = await codegen({
  filename: file,
  schema: parse(text),
  documents: [{ location: location.pathname, document: parse(readFileSync(location, 'utf8')) }],
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
writeFileSync(file, types);
