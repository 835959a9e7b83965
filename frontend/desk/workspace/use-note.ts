import { useCallDetails } from "../call/use-call-details";
import { useWork } from "./workspace";

/** The agent's note on the call: what was typed here, else what the server has. */
export function useNote(callId: string) {
  const { draft, update } = useWork();
  const { data } = useCallDetails(callId);
  const write = (note: string) => update((all) => ({ ...all, note }));
  return { note: draft.note ?? data?.note ?? "", typed: draft.note, write };
}
