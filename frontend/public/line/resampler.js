/* Conversion between sample rates by a polyphase windowed-sinc filter: exact for every ratio of whole rates. */

const CENTRE_HZ = 3600;
const SPAN_S = 0.006;
const KAISER_BETA = 5.65; // Stop band 60 dB down; with 6 ms the slope runs from 3.3 to 3.9 kHz.

const divisor = (a, b) => (b === 0 ? a : divisor(b, a % b));

function bessel(x) {
  let sum = 1;
  for (let k = 1, term = 1; term > 1e-10 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** The low-pass at `seconds` from its middle; 0 outside the span. */
function lowPass(seconds) {
  const place = (2 * seconds) / SPAN_S;
  if (Math.abs(place) >= 1) return 0;
  const x = 2 * Math.PI * CENTRE_HZ * seconds;
  const sinc = x === 0 ? 1 : Math.sin(x) / x;
  return sinc * bessel(KAISER_BETA * Math.sqrt(1 - place * place));
}

/** Push input samples with `push`; after each, take `read()` while `ready()`. Or pull: push while not `ready()`, then read. */
export class Resampler {
  constructor(from, to) {
    const common = divisor(from, to);
    this.up = to / common;
    this.down = from / common;
    this.taps = Math.ceil(SPAN_S * from) + 1;
    this.kernel = new Float32Array(this.up * this.taps);
    for (let phase = 0; phase < this.up; phase++) this.fillPhase(phase, from);
    this.history = new Float32Array(2 * this.taps); // Written twice, so that each window lies in one piece.
    this.at = 0;
    this.phase = this.up;
  }

  fillPhase(phase, from) {
    const row = this.kernel.subarray(phase * this.taps, (phase + 1) * this.taps);
    for (let k = 0; k < this.taps; k++) {
      const age = this.taps - 1 - k + phase / this.up;
      row[k] = lowPass((age - this.taps / 2) / from);
    }
    const sum = row.reduce((total, tap) => total + tap, 0);
    for (let k = 0; k < this.taps; k++) row[k] /= sum;
  }

  push(sample) {
    this.history[this.at] = this.history[this.at + this.taps] = sample;
    this.at = this.at + 1 === this.taps ? 0 : this.at + 1;
    this.phase -= this.up;
  }

  ready() {
    return this.phase < this.up;
  }

  read() {
    let sum = 0;
    for (let k = 0, tap = this.phase * this.taps, i = this.at; k < this.taps; k++) sum += this.kernel[tap++] * this.history[i++];
    this.phase += this.down;
    return sum;
  }
}
