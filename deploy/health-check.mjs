/** Ends with 0 when HEALTH_URL answers 200. For containers; Kubernetes has probes of its own. */
import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import process from 'node:process';

const url = new URL(process.env['HEALTH_URL'] ?? 'http://127.0.0.1:4000/health/live');
const get = url.protocol === 'https:' ? getHttps : getHttp;
// The certificate names the service and not 127.0.0.1, and the request does not leave this container.
const options = { timeout: 3_000, rejectUnauthorized: false };

get(url, options, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))
  .on('timeout', () => process.exit(1))
  .on('error', () => process.exit(1));
