import type { Both } from "../../desk/language";

export type Group = "open" | "closed";
export type Mark = "overdue" | "warned" | "owed" | "undelivered";

export interface Me {
  user: { username: string; name: string; role: string; agency: string | null };
  csrf: string;
  now: string;
  /** Milliseconds by which the server's clock is ahead of this machine's. */
  ahead: number;
  may: { desk: boolean; knowledge: boolean };
  agencies: Record<string, Both>;
  kinds: Record<string, Both>;
  services: { code: string; name: Both; agency: string }[];
}

export interface Delivery {
  state: "delivered" | "waiting" | "failing" | "given_up";
  id: number | null;
  attempts: number;
  error?: string | null;
}

/** Times are ISO 8601. */
export interface CaseRow {
  reference: string;
  kind: string;
  kind_label: Both;
  service: string | null;
  service_name: Both;
  agency: string;
  state: string;
  state_label: Both;
  open: boolean;
  since: string;
  filed_at: string;
  due_at: string | null;
  overdue: boolean;
  warned: boolean;
  escalated: boolean;
  paused: boolean;
  owes: Both[];
  secret: boolean;
  anonymous: boolean;
  delivery: Delivery;
}

export interface CaseList {
  cases: CaseRow[];
  /** Where the next page begins; null on the last one. */
  following: string | null;
}

export interface Query {
  group: Group;
  agency: string;
  kind: string;
  service: string;
  mark: Mark | "";
  reference: string;
}

export interface Answer {
  name: string;
  label: Both;
  class: string;
  /** "secret" may be shown on request, "withheld" is kept from the agency. */
  hidden: "" | "secret" | "withheld";
  value: Both | null;
}

export interface Owed {
  name: string;
  label: Both;
  asked_at: string;
  until: string | null;
}

export interface Proof {
  name?: string;
  version?: string;
  given?: boolean;
  at: string;
  said?: string[];
  revision?: string;
  recording?: string;
  offset_s?: number;
}

export interface Line {
  id: number;
  at: string;
  kind: string;
  who: { kind: "staff" | "agency" | "citizen" | "house"; name: string | null };
  transition: Both | null;
  to: Both | null;
  agency: Both | null;
  reason?: string;
  text?: string;
  error?: string;
  field?: string;
  receipt?: string;
  amount?: string;
}

export interface Step {
  name: string;
  label: Both;
  to: Both;
  ends: boolean;
  needs_reason: boolean;
  form: "" | "documents" | "received" | "agency" | "reference";
}

export interface Clock {
  limit: { value: number; unit: "minute" | "hour" | "workday" | "calendar_day" } | null;
  started_at: string | null;
  paused_at: string | null;
  stopped_at: string | null;
}

export interface Fee {
  amount: number | null;
  status: "none" | "owed" | "unknown" | "paid";
  receipt?: string;
}

export interface CaseFile extends CaseRow {
  /** What the page has seen of the case; a press says it. */
  seen: number;
  answers: Answer[];
  owed: Owed[];
  identity: { required: number; verified: boolean };
  consent: Proof | null;
  read_back: Proof | null;
  clock: Clock | null;
  fee: Fee | null;
  channel: string;
  appointment: { starts: string; location: string } | null;
  merged_into: string | null;
  parent: string | null;
  history: Line[];
  steps: Step[];
  requirements: Both[];
}

export interface Press {
  seen: number;
  key: string;
}

export interface Letter {
  id: number;
  kind: string;
  reference: string | null;
  agency: string | null;
  service_name: Both | null;
  attempts: number;
  error: string | null;
  given_up_at: string;
}
