const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];
const KEYPAD = "123456789*0#";
const VOLUME = 0.03;
const LENGTH_S = 0.12;
let context: AudioContext | null = null;

/** The sound of a key, quiet and short, for the person who pressed it; the carrier gets the key itself. */
export function keyTone(key: string): void {
  const place = KEYPAD.indexOf(key);
  const frequencies = [ROWS[Math.floor(place / 3)], COLUMNS[place % 3]];
  context ??= new AudioContext();
  const volume = new GainNode(context, { gain: VOLUME });
  volume.connect(context.destination);
  for (const frequency of frequencies) {
    if (frequency === undefined) return;
    const tone = new OscillatorNode(context, { frequency });
    tone.connect(volume);
    tone.start();
    tone.stop(context.currentTime + LENGTH_S);
    tone.onended = () => volume.disconnect();
  }
}
