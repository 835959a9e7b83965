import { notifications } from "@mantine/notifications";
import { useRef, useState } from "react";

import { ApiError } from "../desk/api/api-error";
import { TONES } from "../kit/tones";
import { useWords } from "./words";

/** The words for what went wrong. */
export function useWhatFailed() {
  const { t, language } = useWords();
  return (error: unknown): string => {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) return t("signed_out");
    return error.words?.[language] ?? t(error.status === 0 ? "failed_unreached" : "failed_other", { status: error.status });
  };
}

/** Runs one thing at a time, whatever is clicked meanwhile; what failed is told to `failed`, else shown. */
export function useRun() {
  const { t } = useWords();
  const whatFailed = useWhatFailed();
  const busy = useRef(false);
  const [running, setRunning] = useState(false);
  const run = async (act: () => Promise<unknown>, failed?: (error: ApiError) => boolean): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    setRunning(true);
    try {
      await act();
      return true;
    } catch (error) {
      const taken = error instanceof ApiError && failed?.(error);
      if (!taken) notifications.show({ color: TONES.danger, message: whatFailed(error), closeButtonProps: { "aria-label": t("close") } });
      return false;
    } finally {
      busy.current = false;
      setRunning(false);
    }
  };
  return { run, running };
}
