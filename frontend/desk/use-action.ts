import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { TONES } from "../kit/tones";
import { ApiError } from "./api/api-error";
import { useText } from "./language";

interface Action<A extends unknown[]> {
  run: (...args: A) => void;
  running: boolean;
}

/** Runs `act` once at a time, whatever is clicked meanwhile; a refusal is shown, and told to `refused` if that is given. */
export function useAction<A extends unknown[]>(act: (...args: A) => Promise<unknown>, refused?: (error: ApiError) => boolean): Action<A> {
  const { t, language } = useText();
  const queries = useQueryClient();
  const busy = useRef(false);
  const [running, setRunning] = useState(false);

  function explain(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) void queries.invalidateQueries({ queryKey: ["me"] });
    if (refused?.(error)) return;
    const words = error.words?.[language] ?? t(error.status === 0 ? "failed_unreached" : "failed_other", { status: error.status });
    notifications.show({ color: TONES.danger, message: words });
  }

  async function once(args: A): Promise<void> {
    if (busy.current) return;
    busy.current = true;
    setRunning(true);
    try {
      await act(...args);
    } catch (error) {
      explain(error);
    } finally {
      busy.current = false;
      setRunning(false);
    }
  }

  return { run: (...args) => void once(args), running };
}
