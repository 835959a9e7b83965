import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";

import { type CallDraft, forgetDrafts, type FormDraft, keepDraft, NO_DRAFT, NO_FORM, readDraft } from "./draft";

interface Work {
  draft: CallDraft;
  update: (change: (draft: CallDraft) => CallDraft) => void;
}

const WorkContext = createContext<Work>({ draft: NO_DRAFT, update: () => undefined });

/** Holds the agent's work on the call; mounted anew for each call. */
export function Workspace({ callId, children }: { callId: string | null; children: ReactNode }) {
  const [draft, setDraft] = useState(() => readDraft(callId));
  const latest = useRef(draft);
  useEffect(() => forgetDrafts(callId), [callId]);
  const update = useCallback(
    (change: (draft: CallDraft) => CallDraft) => {
      latest.current = change(latest.current);
      if (callId) keepDraft(callId, latest.current);
      setDraft(latest.current);
    },
    [callId],
  );
  return <WorkContext value={{ draft, update }}>{children}</WorkContext>;
}

export function useWork(): Work {
  return useContext(WorkContext);
}

/** The draft of `service`'s form, and how to change it. */
export function useFormDraft(service: string) {
  const { draft, update } = useWork();
  const change = (to: (form: FormDraft) => FormDraft) =>
    update((all) => ({ ...all, forms: { ...all.forms, [service]: to(all.forms[service] ?? NO_FORM) } }));
  return { form: draft.forms[service] ?? NO_FORM, change };
}
