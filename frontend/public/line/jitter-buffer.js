/* Evens out frames that arrive in bursts. Samples are floats at 8 kHz; everything is allocated once. */

import { DECODED } from "./mulaw.js";

const FRAME = 160;
const SIZE = 4096;
const LEAST = 2 * FRAME;
const MOST_TARGET = 6 * FRAME;
const CAP = 10 * FRAME;
const FADE = 1 / 40;
const QUIET = 0.01;
const REVIEW = 8000 * 3;

/** Holds back 40 ms at first, more after it ran dry, less again when the line is calm; above 200 ms the oldest goes. */
export class JitterBuffer {
  constructor() {
    this.ring = new Float32Array(SIZE);
    this.reset();
  }

  /** Forgets the sound of the last call. */
  reset() {
    this.readAt = 0;
    this.length = 0;
    this.target = LEAST;
    this.playing = false;
    this.gain = 0;
    this.last = 0;
    this.least = SIZE;
    this.reviewIn = REVIEW;
  }

  /** `bytes`: mu-law, at most 160. */
  write(bytes) {
    const count = Math.min(bytes.length, FRAME);
    for (let i = 0; i < count; i++) this.ring[(this.readAt + this.length + i) % SIZE] = DECODED[bytes[i]];
    this.length += count;
    while (this.length > CAP) this.drop();
  }

  /** The next sample; fades to silence when there is none. */
  read() {
    if (!this.playing) this.playing = this.length >= this.target;
    else if (this.length === 0) this.runDry();
    if (this.playing) {
      this.last = this.ring[this.readAt];
      this.readAt = (this.readAt + 1) % SIZE;
      this.length--;
      this.gain = Math.min(1, this.gain + FADE);
      this.review();
    } else this.gain = Math.max(0, this.gain - FADE);
    return this.last * this.gain;
  }

  runDry() {
    this.playing = false;
    this.target = Math.min(MOST_TARGET, this.target + FRAME);
    this.least = SIZE;
    this.reviewIn = REVIEW;
  }

  /* What was never needed in three seconds is delay alone: it goes, in a pause of speech. */
  review() {
    this.least = Math.min(this.least, this.length);
    if (--this.reviewIn > 0) return;
    if (this.least >= 2 * FRAME) {
      if (!this.quiet()) return;
      this.drop();
    } else if (this.least >= FRAME) this.target = Math.max(LEAST, this.target - FRAME);
    this.least = SIZE;
    this.reviewIn = REVIEW;
  }

  quiet() {
    for (let i = 0; i < FRAME; i++) if (Math.abs(this.ring[(this.readAt + i) % SIZE]) > QUIET) return false;
    return true;
  }

  drop() {
    this.readAt = (this.readAt + FRAME) % SIZE;
    this.length -= FRAME;
    if (this.playing) this.gain = 0;
  }
}
