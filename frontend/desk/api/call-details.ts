import type { Both } from "../language";

export type SlotValue = string | number | boolean | string[] | null;

export interface HeardSlot {
  value: SlotValue;
  source: string;
}

export interface TranscriptLine {
  id: number;
  who: "ivr" | "caller" | "agent";
  text: string;
  /** The recogniser was too unsure for the flow to act on it. */
  unclear?: boolean;
  at: string;
}

export interface FiledCase {
  reference: string;
  service_name: string;
  state: string;
  state_label?: string;
  filed_at: string;
}

export interface Contact {
  at: string;
  queue: Both;
  wrap_up: string | null;
  note: string | null;
}

/** The caller card: what is known of a call and of those before it. */
export interface CallDetails {
  call: { id: string; from_masked: string; language: string; started_at: string };
  heard: { service: string | null; slots: Record<string, HeardSlot>; verified: number };
  transcript: TranscriptLine[];
  cases: FiledCase[];
  contacts: Contact[];
  /** This agent's own, as last saved. */
  note?: string;
}
