import type { Filed } from "../api/case";

/** One service's form in a call: what the agent typed, and what came of it. */
export interface FormDraft {
  values: Record<string, string>;
  /** Made at the first submit and kept, so that the form files one case. */
  key: string | null;
  filed: Filed | null;
}

/** The agent's work on one call that must survive a reload. */
export interface CallDraft {
  service: string | null;
  forms: Record<string, FormDraft>;
  /** Null: nothing typed here, so the saved one is shown. */
  note: string | null;
}

const PREFIX = "desk.draft.";
export const NO_FORM: FormDraft = { values: {}, key: null, filed: null };
export const NO_DRAFT: CallDraft = { service: null, forms: {}, note: null };

export function readDraft(callId: string | null): CallDraft {
  const kept = callId && sessionStorage.getItem(PREFIX + callId);
  return kept ? { ...NO_DRAFT, ...(JSON.parse(kept) as CallDraft) } : NO_DRAFT;
}

export function keepDraft(callId: string, draft: CallDraft): void {
  sessionStorage.setItem(PREFIX + callId, JSON.stringify(draft));
}

/** What callers said stays no longer than the call: every draft goes but that of `but`. */
export function forgetDrafts(but: string | null): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && key !== PREFIX + but) sessionStorage.removeItem(key);
  }
}
