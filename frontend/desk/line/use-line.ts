import { useSyncExternalStore } from "react";

import { useDesk } from "../desk-context";
import type { LineView } from "./desk-line";

const never = () => () => undefined;
const none = () => null;

/** What the telephone line does; null where the desk has none. */
export function useLine(): LineView | null {
  const { line } = useDesk();
  return useSyncExternalStore<LineView | null>(line?.subscribe ?? never, line?.current ?? none);
}
