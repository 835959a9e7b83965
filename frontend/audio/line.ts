import { Emitter } from "./emitter";
import { type CarrierMessage, type CarrierMessages, parseMessage } from "./messages";
import { MicrophoneError, type MicrophoneProblem } from "./microphone";
import { type Level, SoundPath } from "./sound-path";

/** The carrier's messages, and what happens to the line itself. */
export interface LineEvents extends CarrierMessages {
  level: Level;
  /** Whether sound flows between page and devices; if not, the browser waits for a gesture. */
  sound: { flowing: boolean };
  /** `code` is the WebSocket's; a new socket is being tried unless `final`: another page has taken the line. */
  disconnected: { code: number; final: boolean };
  reconnected: { call: string | null };
  /** A live leg was taken over and its sound flows again. */
  resumed: { call: string };
  microphone: { problem: MicrophoneProblem };
}

export interface LineOptions {
  /** A fresh token for each new socket. */
  getToken: () => Promise<string>;
  workletUrl: string;
}

const FRAME_BYTES = 160;
const MOST_BUFFERED = 10 * FRAME_BYTES;
const REPLACED = 4409;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5000;

/** One telephone line of this page: a socket to the carrier, and the sound of at most one call. */
export class Line extends Emitter<LineEvents> {
  /** The live leg's CallSid. */
  call: string | null = null;
  private url = "";
  private socket: WebSocket | null = null;
  private readonly sound: SoundPath;
  private talking = false;
  private lost = false;
  private closed = false;
  private retryMs = FIRST_RETRY_MS;
  private retryTimer = 0;

  constructor(private readonly options: LineOptions) {
    super();
    this.sound = new SoundPath(options.workletUrl);
    this.sound.onFrame = (frame) => this.speak(frame);
    this.sound.onLevel = (level) => this.emit("level", level);
    this.sound.onFlow = (flowing) => this.emit("sound", { flowing });
  }

  /** The live leg has been answered: sound flows both ways. */
  get answered(): boolean {
    return this.talking;
  }

  /** Registers with the carrier and stays registered, over lost connections too, until `close`. */
  connect(url: string, token: string): void {
    this.url = url;
    this.openSocket(token);
  }

  /** Opens microphone and loudspeaker; from a user gesture. `dial` and `answer` do it too. Throws MicrophoneError. */
  openSound(): Promise<void> {
    return this.sound.open();
  }

  /** Lets the microphone go, between calls. */
  closeSound(): Promise<void> {
    return this.sound.close();
  }

  /** From a user gesture. Throws MicrophoneError. */
  async dial(to: string): Promise<void> {
    await this.sound.open();
    this.send({ type: "dial", to });
  }

  /** From a user gesture. Throws MicrophoneError; the call rings on then. */
  async answer(call: string): Promise<void> {
    await this.sound.open();
    this.send({ type: "answer", call });
  }

  reject(call: string): void {
    this.send({ type: "reject", call });
  }

  /** Keys 0-9 * # of the live call. */
  sendDigits(digits: string): void {
    if (this.call) this.send({ type: "digits", call: this.call, digits });
  }

  hangup(): void {
    if (this.call) this.send({ type: "hangup", call: this.call });
  }

  mute(muted: boolean): void {
    this.sound.mute(muted);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.forgetListeners();
    window.clearTimeout(this.retryTimer);
    this.socket?.close();
    await this.sound.close();
  }

  private openSocket(token: string): void {
    const socket = new WebSocket(`${this.url}?token=${encodeURIComponent(token)}`);
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => this.receive(data as string | ArrayBuffer);
    socket.onclose = ({ code }) => {
      if (this.socket === socket) this.lose(code);
    };
    this.socket = socket;
  }

  private lose(code: number): void {
    this.socket = null;
    this.lost = true;
    const final = code === REPLACED;
    this.emit("disconnected", { code, final });
    if (!final) this.retry();
  }

  private retry(): void {
    if (this.closed) return;
    this.retryTimer = window.setTimeout(() => void this.reconnect(), this.retryMs);
    this.retryMs = Math.min(LAST_RETRY_MS, this.retryMs * 2);
  }

  private async reconnect(): Promise<void> {
    try {
      const token = await this.options.getToken();
      if (!this.closed) this.openSocket(token);
    } catch (error) {
      this.emit("error", { text: String(error) });
      this.retry();
    }
  }

  private send(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
    else this.emit("error", { text: "not connected" });
  }

  /* A slow network drops sound rather than delays it. */
  private speak(frame: Uint8Array<ArrayBuffer>): void {
    const { socket } = this;
    if (this.talking && socket?.readyState === WebSocket.OPEN && socket.bufferedAmount < MOST_BUFFERED) socket.send(frame);
  }

  private receive(data: string | ArrayBuffer): void {
    if (typeof data !== "string") {
      if (this.talking) this.sound.play(data);
      return;
    }
    const message = parseMessage(data);
    if (!message) return;
    this.follow(message);
    this.emit(message.type, message as never);
    if (message.type === "registered") this.afterRegistration(message.call);
  }

  private follow(message: CarrierMessage): void {
    if (message.type === "registered") this.followRegistration(message.call);
    else if (message.type === "dialing" || message.type === "incoming") this.call = message.call;
    else if (message.type === "answered") this.begin(message.call);
    else if (message.type === "ended") this.end();
  }

  private followRegistration(call: string | null): void {
    this.retryMs = FIRST_RETRY_MS;
    const gone = this.call !== call ? this.call : null;
    if (gone) {
      this.end();
      this.emit("ended", { call: gone, status: "failed" });
    }
    const stillRinging = this.call === call && !this.talking;
    if (call && !stillRinging) this.begin(call);
  }

  private begin(call: string): void {
    if (!this.talking) this.sound.reset();
    this.call = call;
    this.talking = true;
  }

  private end(): void {
    this.call = null;
    this.talking = false;
    this.sound.reset();
    this.mute(false);
  }

  private afterRegistration(call: string | null): void {
    if (this.lost) this.emit("reconnected", { call });
    this.lost = false;
    if (call && this.talking) void this.resume(call);
  }

  private async resume(call: string): Promise<void> {
    try {
      await this.sound.open();
      if (this.call === call) this.emit("resumed", { call });
    } catch (error) {
      if (!(error instanceof MicrophoneError)) throw error;
      this.emit("microphone", { problem: error.problem });
    }
  }
}
