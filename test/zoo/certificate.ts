import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

export interface Certificate {
  /** Both in PEM. */
  readonly key: string;
  readonly cert: string;
  /** The SHA-256 of the public key in Base64, by which Chromium can be told to accept it. */
  readonly fingerprint: string;
}

const DAY_MS = 86_400_000;

/**
 * Makes a certificate that is signed with its own key (https://www.rfc-editor.org/rfc/rfc5280#section-4.1), as
 * nothing on every machine does: Node.js has no function for it, and not everybody has openssl.
 *
 * @param names the hosts that it is for; `*.` as the first label is allowed
 * @param days how long it is valid, from yesterday; negative for one that expired yesterday
 */
export function selfSigned(names: readonly string[], days: number): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const spki = publicKey.export({ type: "spki", format: "der" });
  const yesterday = Date.now() - DAY_MS;
  const [from, to] = [yesterday, yesterday + days * DAY_MS].toSorted((a, b) => a - b) as [number, number];
  const name = sequence(set(sequence(oid(2, 5, 4, 3), der(0x0c, Buffer.from("the zoo")))));
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    // Positive and without a leading zero byte.
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(from), time(to)),
    name,
    spki,
    der(0xa3, sequence(subjectAltName(names))),
  );
  return {
    key: String(privateKey.export({ type: "pkcs8", format: "pem" })),
    cert: pem(signed(toBeSigned, privateKey)),
    fingerprint: createHash("sha256").update(spki).digest("base64"),
  };
}

function signed(toBeSigned: Buffer, key: KeyObject): Buffer {
  const signature = sign("sha256", toBeSigned, key);
  return sequence(toBeSigned, ECDSA_WITH_SHA256, der(0x03, Buffer.of(0), signature));
}

function subjectAltName(names: readonly string[]): Buffer {
  const list = sequence(...names.map((name) => der(0x82, Buffer.from(name))));
  return sequence(oid(2, 5, 29, 17), der(0x04, list));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString("base64").replaceAll(/.{1,64}/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`;
}

/** A tag, a length in as few bytes as will do, and what has that length. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  if (length < 0x100) return Buffer.concat([Buffer.of(tag, 0x81, length), content]);
  return Buffer.concat([Buffer.of(tag, 0x82, length >> 8, length & 0xff), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function set(...parts: readonly Buffer[]): Buffer {
  return der(0x31, ...parts);
}

/** All but the first two arcs, which share a byte, in seven bits each. */
function oid(first: number, second: number, ...arcs: readonly number[]): Buffer {
  const bytes = arcs.flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let rest = arc >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
    return digits;
  });
  return der(0x06, Buffer.of(first * 40 + second, ...bytes));
}

function time(at: number): Buffer {
  // Two digits of the year, until 2049.
  const digits = new Date(at)
    .toISOString()
    .slice(2)
    .replaceAll(/[-:T]|\.\d+/g, "");
  return der(0x17, Buffer.from(digits));
}

const ECDSA_WITH_SHA256 = sequence(oid(1, 2, 840, 10045, 4, 3, 2));
