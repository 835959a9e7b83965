import { createContext, useContext } from "react";

import { useNow } from "./use-now";

/** How many milliseconds the server's clock is ahead of this machine's. */
export const ClockOffset = createContext(0);

/** The server's time in milliseconds; re-renders once a second. */
export function useServerNow(): number {
  return useNow() + useContext(ClockOffset);
}

/** Whole seconds until `at` (ISO 8601), never below zero. */
export function useSecondsUntil(at: string): number {
  return Math.max(0, Math.ceil((Date.parse(at) - useServerNow()) / 1000));
}
