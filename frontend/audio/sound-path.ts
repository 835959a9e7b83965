import { openMicrophone } from "./microphone";

/** RMS of 100 ms, 0..1: what is played here, and what the microphone sends. */
export interface Level {
  heard: number;
  spoken: number;
}

type FromWorklet = { frame: Uint8Array<ArrayBuffer> } | Level;

const GESTURES = ["pointerdown", "keydown"] as const;

/** Microphone and loudspeaker of one line: 160-byte mu-law frames out of `onFrame` and into `play`. */
export class SoundPath {
  onFrame: (frame: Uint8Array<ArrayBuffer>) => void = () => undefined;
  onLevel: (level: Level) => void = () => undefined;
  /** False while the browser waits for a gesture before it lets sound flow. */
  onFlow: (flowing: boolean) => void = () => undefined;
  private context: AudioContext | null = null;
  private worklet: AudioWorkletNode | null = null;
  private stream: MediaStream | null = null;
  private opening: Promise<void> | null = null;
  private closings = 0;
  private muted = false;
  private readonly wake = () => void this.context?.resume();

  constructor(private readonly workletUrl: string) {}

  /** Resolves when sound flows; without a user gesture that may be only after the next one. Throws MicrophoneError. */
  async open(): Promise<void> {
    this.opening ??= this.build();
    try {
      await this.opening;
    } catch (error) {
      await this.close();
      throw error;
    }
    await this.context?.resume();
  }

  play(frame: ArrayBuffer): void {
    this.worklet?.port.postMessage({ frame }, [frame]);
  }

  mute(muted: boolean): void {
    this.muted = muted;
    this.worklet?.port.postMessage({ muted });
  }

  /** A new call begins: what is left of the last one is not played. */
  reset(): void {
    this.worklet?.port.postMessage({ reset: true });
  }

  /** Lets microphone and loudspeaker go; `open` takes them again. */
  async close(): Promise<void> {
    const { context, stream } = this;
    this.closings++;
    this.context = this.worklet = this.stream = this.opening = null;
    for (const gesture of GESTURES) window.removeEventListener(gesture, this.wake);
    for (const track of stream?.getTracks() ?? []) track.stop();
    if (context) context.onstatechange = null;
    await context?.close();
  }

  /* Consent and loading take time: what was closed meanwhile must not come up again. */
  private async build(): Promise<void> {
    const { closings } = this;
    const stream = await openMicrophone();
    if (closings !== this.closings) {
      for (const track of stream.getTracks()) track.stop();
      return;
    }
    this.stream = stream;
    const context = new AudioContext({ latencyHint: "interactive" });
    this.context = context;
    for (const gesture of GESTURES) window.addEventListener(gesture, this.wake);
    await context.audioWorklet.addModule(this.workletUrl);
    if (closings === this.closings) this.wire(context, stream);
  }

  private wire(context: AudioContext, stream: MediaStream): void {
    const worklet = new AudioWorkletNode(context, "line", { channelCount: 1, channelCountMode: "explicit", outputChannelCount: [1] });
    worklet.port.onmessage = ({ data }) => this.take(data as FromWorklet);
    worklet.port.postMessage({ muted: this.muted });
    context.createMediaStreamSource(stream).connect(worklet).connect(context.destination);
    this.worklet = worklet;
    context.onstatechange = () => this.onFlow(context.state === "running");
    this.onFlow(context.state === "running");
    if (window.__lineTest) window.__lineNode = worklet;
  }

  private take(data: FromWorklet): void {
    if ("frame" in data) this.onFrame(data.frame);
    else this.onLevel(data);
  }
}
