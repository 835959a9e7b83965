/* G.711 mu-law: one byte a sample. Samples are floats, -1..1. */

const BIAS = 132;
const CLIP = 32635;

/** The byte (0..255) for a sample; louder than full scale is clipped. */
export function encode(sample) {
  let value = Math.round(sample * 32768);
  const sign = value < 0 ? 0x80 : 0;
  if (sign) value = -value;
  value = Math.min(value, CLIP) + BIAS;
  const exponent = 24 - Math.clz32(value);
  return ~(sign | (exponent << 4) | ((value >> (exponent + 3)) & 0x0f)) & 0xff;
}

/** The sample for each byte. */
export const DECODED = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = ~byte & 0xff;
  const magnitude = ((((value & 0x0f) << 3) + BIAS) << ((value >> 4) & 7)) - BIAS;
  return (value & 0x80 ? -magnitude : magnitude) / 32768;
});
