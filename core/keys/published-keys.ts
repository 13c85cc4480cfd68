/**
 * Recognises the keys that are published with the demo. Anyone can read them and so could sign as the
 * gateway or the issuer, and decrypt every id: production may not start with them.
 */
import { createHash, createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto';

/**
 * SHA-256 of the SPKI encoding of a public key, the bytes of a symmetric key, the UTF-8 of a secret.
 * A test computes them from `mocks/demo-keys`, which this folder may not import.
 */
export const PUBLISHED_FINGERPRINTS: ReadonlySet<string> = new Set([
  '7245294ee491398b7ca9414bb46ae9e8806d1d555cd6499b7d4f7fec16b5d84f', // audit.{private,public}.json
  'd16eb3b068e35ed1e8cfc4dd6bd00050ab2c8dff49da4d4f827f6ab7f95b6d03', // gateway.{private,public}.json
  '30d9eb2ae2e2c1222e188bcb9ac81fda73bc2b0dcefd190fc87ea9851c9e3dda', // insights.{private,public}.json
  'ffa467f8257963f0e040f0b436712685d455a70588e83440137994fc948ecbe1', // issuer.{private,public}.json
  '5b08a881765c04ffbfff25f1a84ec042fae399b40b9ececfc7e9150a52fbf0c8', // exchange.{private,public}.json
  'c895e5e220da53f54915cd2ee2640b5c8b1d942599ad1114eb5ea0285e9640a4', // exchange-encryption.{private,public}.json
  '34052f30a0e285990d9c9f5221912b15e31a8d615ce852973cd2f3d604881ceb', // portal.{private,public}.json
  '6e7256fc0935918029d63948fada146875cd939fd816195fb274ce981609a96d', // person.key.json
  '4cb96b28c6d92d9777e885721351f70a7e59b4109c9e252385fe676185ffa45b', // coach.key.json
  'cbea2a26674df331ed6ecac28f6926eba6a974f58708e98115c719271ca5f507', // voucher.key.json
  '3c511e46246f884ee454c624c0da0f299bdc4a74781a2ce7a7203af262e2334a', // UWV_CLIENT_SECRET
  '1a99de4e9ce0046b5cabf35e46dad6bc8f5dc5ff77f3b8ccb70798b109c6b6c7', // LEERWERKLOKET_CLIENT_SECRET
]);

/** Whether a decoded symmetric key or a secret is published. */
export function isPublishedSecret(secret: Uint8Array | string): boolean {
  return PUBLISHED_FINGERPRINTS.has(fingerprint(secret));
}

/**
 * Whether a public or private JWK is published, regardless of its `kid`, its other members and the
 * spelling of its base64url. False for a JWK that cannot be imported, which no key operation accepts.
 */
export function isPublishedKey(jwk: object): boolean {
  const key: JsonWebKey = { ...jwk };
  const imports = [
    () => createPublicKey({ key, format: 'jwk' }),
    // The public key that follows from `d`, even if `x` differs; throws for a public key.
    () => createPublicKey(createPrivateKey({ key, format: 'jwk' })),
  ];
  return imports.some((create) => {
    try {
      return PUBLISHED_FINGERPRINTS.has(
        fingerprint(create().export({ type: 'spki', format: 'der' })),
      );
    } catch {
      return false;
    }
  });
}

function fingerprint(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
