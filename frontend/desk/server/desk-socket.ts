import { io, type Socket } from "socket.io-client";

import type { Snapshot } from "../api/snapshot";

export interface ServerView {
  connected: boolean;
  snapshot: Snapshot | null;
  /** Milliseconds that the server's clock is ahead. */
  clockOffset: number;
}

const RETRY_MS = 3000;

/** The last snapshot from the server, over lost connections. */
export class DeskSocket {
  private view: ServerView = { connected: false, snapshot: null, clockOffset: 0 };
  private readonly listeners = new Set<() => void>();
  private readonly socket: Socket;
  private fresh = true;
  private closed = false;

  constructor() {
    this.socket = io("/desk", { transports: ["websocket", "polling"], autoConnect: false });
    this.socket.on("connect", () => {
      this.fresh = true;
      this.set({ ...this.view, connected: true });
    });
    this.socket.on("disconnect", () => this.lose());
    this.socket.on("connect_error", () => this.lose());
    this.socket.on("snapshot", (snapshot: Snapshot) => this.take(snapshot));
  }

  open = (): void => {
    this.closed = false;
    this.socket.connect();
  };
  close = (): void => {
    this.closed = true;
    this.socket.disconnect();
  };
  current = (): ServerView => this.view;
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /* Numbers may begin again after each connect; within one, an older snapshot says nothing. */
  private take(snapshot: Snapshot): void {
    const last = this.view.snapshot;
    if (!this.fresh && last && snapshot.seq < last.seq) return;
    this.fresh = false;
    this.set({ connected: true, snapshot, clockOffset: Date.parse(snapshot.server_now) - Date.now() });
  }

  /* The library tries again by itself, except after a refusal or a goodbye of the server's. */
  private lose(): void {
    this.set({ ...this.view, connected: false });
    if (!this.socket.active && !this.closed) window.setTimeout(this.open, RETRY_MS);
  }

  private set(view: ServerView): void {
    this.view = view;
    for (const listener of this.listeners) listener();
  }
}
