const BLOCK_BYTES = 64;
/** GB/T 32905, 4.1. */
const START = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const;

/**
 * The digest of the Chinese standard (GB/T 32905, GM/T 0004). Its own lines here, because Node has it only where the
 * OpenSSL beneath was built with it, and no permit may hang on that.
 * @returns 32 bytes
 */
export function sm3(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK_BYTES) * BLOCK_BYTES);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  const state = Uint32Array.from(START);
  for (let at = 0; at < padded.length; at += BLOCK_BYTES) compress(state, view, at);
  const digest = new DataView(new ArrayBuffer(32));
  for (const [index, word] of state.entries()) digest.setUint32(index * 4, word);
  return new Uint8Array(digest.buffer);
}

/** GB/T 32905, 5.3: takes one block into the state. */
function compress(state: Uint32Array, view: DataView, at: number): void {
  const w = expanded(view, at);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let j = 0; j < 64; j += 1) {
    const early = j < 16;
    const constant = rotated(early ? 0x79cc4519 : 0x7a879d8a, j % 32);
    const ss1 = rotated((rotated(a, 12) + e + constant) >>> 0, 7);
    const ss2 = ss1 ^ rotated(a, 12);
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + ss2 + ((w[j] ?? 0) ^ (w[j + 4] ?? 0))) >>> 0;
    const tt2 = (gg + h + ss1 + (w[j] ?? 0)) >>> 0;
    [a, b, c, d] = [tt1, a, rotated(b, 9), c];
    [e, f, g, h] = [tt2 ^ rotated(tt2, 9) ^ rotated(tt2, 17), e, rotated(f, 19), g];
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] ?? 0) ^ word;
}

/** The 68 words that a block becomes. */
function expanded(view: DataView, at: number): Int32Array {
  const w = new Int32Array(68);
  for (let j = 0; j < 16; j += 1) w[j] = view.getInt32(at + j * 4);
  for (let j = 16; j < 68; j += 1) {
    const [a = 0, b = 0, c = 0] = [w[j - 16], w[j - 9], w[j - 3]];
    const x = a ^ b ^ rotated(c, 15);
    const [d = 0, e = 0] = [w[j - 13], w[j - 6]];
    w[j] = x ^ rotated(x, 15) ^ rotated(x, 23) ^ rotated(d, 7) ^ e;
  }
  return w;
}

function rotated(word: number, bits: number): number {
  return bits === 0 ? word : (word << bits) | (word >>> (32 - bits));
}
