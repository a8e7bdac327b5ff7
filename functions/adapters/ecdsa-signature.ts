const INTEGER = 0x02;
const SEQUENCE = 0x30;
/** Of r and of s, on P-256. */
const PART_BYTES = 32;

/**
 * An ECDSA signature on P-256 as JWS wants it: r and s, 32 bytes each.
 * @param der as KMS gives it: a SEQUENCE of two INTEGERs
 * @throws TypeError when it is not that
 */
export function rawSignature(der: Uint8Array): Uint8Array {
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2) throw new TypeError('Not a DER signature on P-256');
  const r = integerAt(der, 2);
  const s = integerAt(der, r.end);
  if (s.end !== der.length) throw new TypeError('Something follows the DER signature');
  return Buffer.concat([padded(r.bytes), padded(s.bytes)]);
}

function integerAt(der: Uint8Array, start: number): { bytes: Uint8Array; end: number } {
  const length = der[start + 1] ?? 0;
  const end = start + 2 + length;
  if (der[start] !== INTEGER || length === 0 || end > der.length)
    throw new TypeError('Not an INTEGER in DER');
  return { bytes: der.subarray(start + 2, end), end };
}

/** Without the zero that keeps a number positive, and with those that DER leaves out. */
function padded(bytes: Uint8Array): Uint8Array {
  const significant = bytes[0] === 0 ? bytes.subarray(1) : bytes;
  if (significant.length > PART_BYTES) throw new TypeError('A number too large for P-256');
  return Buffer.concat([new Uint8Array(PART_BYTES - significant.length), significant]);
}
