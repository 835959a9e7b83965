import { useEffect } from "react";

import type { Snapshot } from "../api/snapshot";
import type { DeskLine } from "./desk-line";

/** The line answers by itself while the server says that this agent has accepted a call; sound is open while one may come. */
export function useExpectedCall(line: DeskLine | null, snapshot: Snapshot | null): void {
  const hasCall = Boolean(snapshot?.call);
  const mayRing = snapshot ? ["ready", "offered", "talking"].includes(snapshot.presence.state) : null;
  useEffect(() => line?.expect(hasCall), [line, hasCall]);
  useEffect(() => {
    if (mayRing) void line?.openSound();
  }, [line, mayRing]);
}
