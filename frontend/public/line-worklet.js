/* One telephone line in an AudioWorklet: device rate <-> 8 kHz mu-law in frames of 160 bytes (20 ms).
   In: {frame: ArrayBuffer} to play, {muted: boolean}, {reset: true} at the start of a call.
   Out: {frame: Uint8Array} from the microphone, {heard, spoken} ten times a second: RMS of what is played and sent, 0..1. */

import { JitterBuffer } from "./line/jitter-buffer.js";
import { encode } from "./line/mulaw.js";
import { Resampler } from "./line/resampler.js";

const PHONE_RATE = 8000;
const FRAME = 160;
const LEVEL_SAMPLES = PHONE_RATE / 10;

class LineProcessor extends AudioWorkletProcessor {
  constructor() {
    super();
    this.capture = new Resampler(sampleRate, PHONE_RATE);
    this.playback = new Resampler(PHONE_RATE, sampleRate);
    this.received = new JitterBuffer();
    this.frame = new Uint8Array(FRAME);
    this.filled = 0;
    this.muted = false;
    this.spokenPower = 0;
    this.heardPower = 0;
    this.metered = 0;
    // Posting copies them; the same two objects serve for ever.
    this.frameMessage = { frame: this.frame };
    this.levelMessage = { heard: 0, spoken: 0 };
    this.port.onmessage = ({ data }) => this.obey(data);
  }

  obey(message) {
    if (message.frame) this.received.write(new Uint8Array(message.frame));
    if (message.muted !== undefined) this.muted = message.muted;
    if (message.reset) this.reset();
  }

  reset() {
    this.received.reset();
    this.filled = 0;
  }

  process(inputs, outputs) {
    const input = inputs[0][0];
    const output = outputs[0][0];
    for (let i = 0; i < output.length; i++) {
      this.speak(input && !this.muted ? input[i] : 0);
      output[i] = this.hear();
    }
    return true;
  }

  /** One sample of the microphone, at the device's rate. */
  speak(sample) {
    this.capture.push(sample);
    while (this.capture.ready()) this.send(this.capture.read());
  }

  send(sample) {
    this.spokenPower += sample * sample;
    this.frame[this.filled++] = encode(sample);
    if (this.filled === FRAME) {
      this.filled = 0;
      this.port.postMessage(this.frameMessage);
    }
    if (++this.metered === LEVEL_SAMPLES) this.meter();
  }

  /** One sample for the loudspeaker, at the device's rate. */
  hear() {
    while (!this.playback.ready()) {
      const sample = this.received.read();
      this.heardPower += sample * sample;
      this.playback.push(sample);
    }
    return this.playback.read();
  }

  meter() {
    this.levelMessage.heard = Math.sqrt(this.heardPower / LEVEL_SAMPLES);
    this.levelMessage.spoken = Math.sqrt(this.spokenPower / LEVEL_SAMPLES);
    this.port.postMessage(this.levelMessage);
    this.heardPower = this.spokenPower = this.metered = 0;
  }
}

registerProcessor("line", LineProcessor);
