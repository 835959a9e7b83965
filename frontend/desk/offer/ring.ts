const TONES_HZ = [880, 1108];
const TONE_S = 0.18;
const PAUSE_MS = 2000;
const VOLUME = 0.25;

/** Rings until the function that it returns is called. */
export function ring(): () => void {
  const context = new AudioContext();
  const chime = () => TONES_HZ.forEach((hertz, place) => tone(context, hertz, context.currentTime + place * TONE_S));
  chime();
  const timer = window.setInterval(chime, PAUSE_MS);
  return () => {
    window.clearInterval(timer);
    void context.close();
  };
}

function tone(context: AudioContext, hertz: number, at: number): void {
  const oscillator = new OscillatorNode(context, { frequency: hertz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setTargetAtTime(VOLUME, at, 0.01);
  gain.gain.setTargetAtTime(0, at + TONE_S - 0.05, 0.02);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + TONE_S + 0.1);
}
