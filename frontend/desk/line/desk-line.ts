import { Line } from "../../audio/line";
import { MicrophoneError, type MicrophoneProblem } from "../../audio/microphone";
import type { Ticket } from "../../audio/ticket";

export interface LineView {
  /** The carrier cannot be reached; it is tried again. */
  lost: boolean;
  /** Another page of this agent has taken the line. */
  replaced: boolean;
  /** A leg that rings and that nobody here has accepted. */
  ringing: string | null;
  answered: boolean;
  muted: boolean;
  /** Microphone and loudspeaker are open. */
  open: boolean;
  /** The browser holds the sound back until the agent does something. */
  blocked: boolean;
  problem: MicrophoneProblem | null;
}

const AT_REST: LineView = {
  lost: false,
  replaced: false,
  ringing: null,
  answered: false,
  muted: false,
  open: false,
  blocked: false,
  problem: null,
};
const RETRY_MS = 3000;

/** The agent's telephone line, and what the page shows of it. Answers by itself only a leg that is `expected`. */
export class DeskLine {
  readonly line: Line;
  private view = AT_REST;
  private expected = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly ticket: () => Promise<Ticket>,
    workletUrl: string,
  ) {
    this.line = new Line({ getToken: async () => (await ticket()).token, workletUrl });
    this.listen();
    if (window.__lineTest) window.__line = this.line;
  }

  current = (): LineView => this.view;
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  connect = async (): Promise<void> => {
    this.set({ replaced: false });
    try {
      const { url, token } = await this.ticket();
      this.line.connect(url, token);
    } catch {
      this.set({ lost: true });
      window.setTimeout(() => void this.connect(), RETRY_MS);
    }
  };

  /** Opens microphone and loudspeaker; false, with `problem` set, when there is no microphone. */
  openSound = (): Promise<boolean> => this.withSound(() => this.line.openSound());

  closeSound = async (): Promise<void> => {
    await this.line.closeSound();
    this.set({ open: false, blocked: false });
  };

  /** Whether the agent has accepted a call, whose leg is then answered when it rings. */
  expect(expected: boolean): void {
    this.expected = expected;
    if (expected && this.view.ringing) void this.answer();
  }

  answer = async (): Promise<void> => {
    const call = this.view.ringing;
    if (call) await this.withSound(() => this.line.answer(call));
  };

  reject = (): void => {
    if (this.view.ringing) this.line.reject(this.view.ringing);
    this.set({ ringing: null });
  };

  mute = (muted: boolean): void => {
    this.line.mute(muted);
    this.set({ muted });
  };

  private async withSound(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      this.set({ open: true, problem: null });
      return true;
    } catch (error) {
      if (!(error instanceof MicrophoneError)) throw error;
      this.set({ open: false, problem: error.problem });
      return false;
    }
  }

  private listen(): void {
    const { line } = this;
    line.on("registered", () => this.set({ lost: false, answered: line.answered }));
    line.on("disconnected", ({ final }) => this.set({ lost: !final, replaced: final }));
    line.on("incoming", ({ call }) => this.ring(call));
    line.on("answered", () => this.set({ ringing: null, answered: true, open: true }));
    line.on("resumed", () => this.set({ answered: true, open: true, problem: null }));
    line.on("ended", () => this.set({ ringing: null, answered: false, muted: false }));
    line.on("microphone", ({ problem }) => this.set({ problem }));
    line.on("sound", ({ flowing }) => this.set({ blocked: !flowing }));
    line.on("error", ({ text }) => console.warn(text));
  }

  private ring(call: string): void {
    this.set({ ringing: call });
    if (this.expected) void this.answer();
  }

  private set(change: Partial<LineView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }
}
