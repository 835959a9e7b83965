import { useEffect, useState } from "react";

import { useDesk } from "../desk-context";

const PAUSE_MS = 800;
const RETRY_MS = 5000;

/** Sends the note to the server when typing pauses, again until it is there. Null before anything was typed. */
export function useSavedNote(callId: string, note: string | null): "saving" | "saved" | "failed" | null {
  const { api } = useDesk();
  const [state, setState] = useState<"saved" | "failed" | null>(null);
  const [saved, setSaved] = useState(note);
  useEffect(() => {
    if (note === null || note === saved) return;
    const save = async () => {
      try {
        await api.note(callId, note);
        setSaved(note);
        setState("saved");
      } catch {
        setState("failed");
        timer = window.setTimeout(() => void save(), RETRY_MS);
      }
    };
    let timer = window.setTimeout(() => void save(), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [api, callId, note, saved]);
  if (state === "failed") return "failed";
  return note === saved ? state : "saving";
}
