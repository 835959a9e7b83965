import type { Both } from "../language";

export type FollowUpOutcome = "done" | "no_answer" | "closed";

/** What the house owes a caller who did not wait. Times are ISO 8601. */
export interface FollowUp {
  id: string;
  kind: "callback" | "voicemail";
  call_id: string;
  queue_name: Both;
  service: string | null;
  language: string;
  from_masked: string;
  /** Whether there is a number that may be called. */
  can_call: boolean;
  heard: string[];
  created_at: string;
  /** When a callback was promised. */
  not_before: string | null;
  not_after: string | null;
  /** Length of a voicemail. */
  seconds: number | null;
  attempts: number;
  most_attempts: number;
  /** Null where anybody may take it. */
  taken_by: { me: boolean; name: string } | null;
}
