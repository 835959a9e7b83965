import type { Both } from "../language";

export type PresenceState = "not_ready" | "ready" | "offered" | "talking" | "wrap_up";

export interface Presence {
  state: PresenceState;
  /** ISO 8601, as every time here. */
  since: string;
  reason: string | null;
}

export interface Offer {
  id: string;
  call_id: string;
  queue: string;
  queue_name: Both;
  language: string;
  waited_s: number;
  expires_at: string;
  heard: string[];
  service: string | null;
  from_masked: string;
}

export interface LiveCall {
  id: string;
  queue: string;
  since: string;
  state: "connecting" | "talking" | "lost_caller";
  recording: boolean;
  /** The house rings the caller. */
  calls_back: boolean;
}

export interface WrapUp {
  call_id: string;
  until: string;
  extended: boolean;
}

/** All that the server says of this agent, sent whole on every change. */
export interface Snapshot {
  seq: number;
  server_now: string;
  presence: Presence;
  offer: Offer | null;
  call: LiveCall | null;
  wrap_up: WrapUp | null;
  queue: { waiting: number; longest_since: string | null };
  /** Callbacks and voicemails: how many, and a word that changes with any of them. */
  follow_ups: { count: number; version: string };
}
