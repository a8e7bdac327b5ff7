/**
 * A signature of two numbers as DER: `SEQUENCE { INTEGER r, INTEGER s }`, for curves of 256 bits.
 * @param numbers r and s, both positive
 */
export function signatureToDer(...numbers: readonly [r: bigint, s: bigint]): Buffer {
  const parts = numbers.map((number) => {
    const hex = number.toString(16);
    const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
    // A leading zero keeps a number with its highest bit set from reading as negative.
    const content = (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
    return Buffer.concat([Buffer.of(0x02, content.length), content]);
  });
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(0x30, content.length), content]);
}

/** @returns r and s; undefined when the bytes are no such signature, or have more behind it */
export function signatureFromDer(der: Uint8Array): [r: bigint, s: bigint] | undefined {
  const rLength = der[3] ?? 0;
  const r = der.subarray(4, 4 + rLength);
  const s = der.subarray(6 + rLength);
  const shape = [der[0] === 0x30, der[1] === der.length - 2, der[2] === 0x02, der[4 + rLength] === 0x02];
  const fits = shape.every(Boolean) && r.length === rLength && s.length === der[5 + rLength] && s.length > 0;
  return fits ? [toBigInt(r), toBigInt(s)] : undefined;
}

/** The bytes as one number, the highest first; 0 for none. */
export function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
}
