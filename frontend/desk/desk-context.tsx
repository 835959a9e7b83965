import { createContext, useContext } from "react";

import type { DeskApi } from "./api/client";
import type { Me } from "./api/me";
import type { Snapshot } from "./api/snapshot";
import type { DeskLine } from "./line/desk-line";

export interface Desk {
  me: Me;
  api: DeskApi;
  /** Null where agents answer on a telephone of their own. */
  line: DeskLine | null;
  snapshot: Snapshot;
  connected: boolean;
}

export const DeskContext = createContext<Desk | null>(null);

/** Throws Error outside of the desk. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("no desk around this part");
  return desk;
}
