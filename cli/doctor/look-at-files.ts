/** Keys, certificates, and the disk of the audit logs. */
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Configuration } from '../../core/config-file/configuration.ts';
import type { TlsFiles } from '../../core/http/http-server.ts';
import { assertPrivateFile } from '../../core/keys/private-file.ts';
import { readSigningKey } from '../../core/keys/signing-key.ts';
import { readPublicKeys } from '../../subgraphs/kit/context/read-context.ts';
import { readKeySet, rejectKeyOfAnyQuarter } from '../../subgraphs/kit/ids/key-set.ts';
import { quarterOf } from '../../subgraphs/kit/ids/encrypted-id.ts';
import {
  failure,
  ok,
  sentenceOfError,
  warning,
  type Finding,
} from '../../core/findings/finding.ts';

const DAY_MS = 86_400_000;
const EXPIRES_SOON_MS = 30 * DAY_MS;
/** All holders have the next key two weeks before its quarter (docs/privacy.en.md, 5); a week earlier one can still act. */
const NEXT_KEY_MS = 21 * DAY_MS;
const FREE_BYTES_MIN = 1024 ** 3;

/** A key of ids: readable by its owner alone, and there for this quarter and soon for the next. */
export function lookAtIdKey(file: string, { isDemo }: Configuration, now: Date): Finding {
  const subject = `key ${file}`;
  try {
    const keySet = readKeySet(file);
    const { domain } = keySet;
    if (!isDemo) {
      assertPrivateFile(file);
      rejectKeyOfAnyQuarter(keySet);
    }
    const [current, next] = [now, new Date(now.getTime() + NEXT_KEY_MS)].map(quarterOf);
    if (current === undefined || !keySet.has(current)) {
      return failure(subject, `it has no ${domain} key of ${current}: get that of this quarter`);
    }
    return next !== undefined && keySet.has(next)
      ? ok(subject, `${domain} key of ${current}`)
      : warning(subject, `it has no ${domain} key of ${next}, which begins within three weeks`);
  } catch (error) {
    return failure(subject, sentenceOfError(error));
  }
}

/** Whether a private key belongs to the public keys that subgraphs accept; `signs` is what it is for. */
export function lookAtKeyPair(
  privateFile: string,
  publicFiles: readonly string[],
  { isDemo }: Configuration,
  signs: string,
): readonly Finding[] {
  const subject = `key ${privateFile}`;
  try {
    const { x } = createPublicKey({
      key: { ...readSigningKey(privateFile, isDemo) },
      format: 'jwk',
    }).export({ format: 'jwk' });
    return [
      ok(subject, `it signs ${signs}`),
      ...publicFiles.map((file) =>
        readPublicKeys(file).keys.some((key) => key.x === x)
          ? ok(`key ${file}`, `it belongs to the key that signs ${signs}`)
          : failure(`key ${file}`, `it has no public key of ${privateFile}: add it to the set`),
      ),
    ];
  } catch (error) {
    return [failure(subject, sentenceOfError(error))];
  }
}

/** The key that signs the newest lines of a log. */
export function lookAtAuditKey(file: string, { isDemo }: Configuration): Finding {
  const subject = `key ${file}`;
  try {
    readSigningKey(file, isDemo);
    return ok(subject, 'it signs the audit log');
  } catch (error) {
    return failure(subject, sentenceOfError(error));
  }
}

/** A certificate: it belongs to its key, and stays valid for a month. */
export function lookAtCertificate({ certificate, key }: TlsFiles, now: Date): Finding {
  const subject = `certificate ${certificate}`;
  try {
    assertPrivateFile(key);
    const read = new X509Certificate(readFileSync(certificate));
    if (!read.checkPrivateKey(createPrivateKey(readFileSync(key)))) {
      return failure(subject, `it does not belong to ${key}: use the key of its request`);
    }
    const leftMs = Date.parse(read.validTo) - now.getTime();
    if (leftMs < 0 || Date.parse(read.validFrom) > now.getTime()) {
      return failure(subject, `it is valid from ${read.validFrom} to ${read.validTo}: renew it`);
    }
    const days = Math.floor(leftMs / DAY_MS);
    return leftMs < EXPIRES_SOON_MS
      ? warning(subject, `it expires in ${days} days: renew it`)
      : ok(subject, `valid for ${days} days`);
  } catch (error) {
    return failure(subject, sentenceOfError(error));
  }
}

/** A folder of an audit log: it can be written, or made, and has room. */
export function lookAtAuditFolder(folder: string): Finding {
  const subject = `audit log ${folder}`;
  let existing = folder;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  try {
    accessSync(existing, constants.W_OK);
    const { bavail, bsize } = statfsSync(existing);
    const free = `${((bavail * bsize) / 1024 ** 3).toFixed(1)} GB free`;
    return bavail * bsize < FREE_BYTES_MIN
      ? warning(subject, `${free}: requests about people fail when the disk is full, make room`)
      : ok(subject, free);
  } catch {
    return failure(subject, `this user cannot write in ${existing}: change its owner or mode`);
  }
}
