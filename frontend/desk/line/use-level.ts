import { useEffect, useState } from "react";

import { useDesk } from "../desk-context";

/** How loud the microphone is: RMS, 0..1, ten times a second while it is open. */
export function useLevel(open: boolean): number {
  const { line } = useDesk();
  const [level, setLevel] = useState(0);
  useEffect(() => line?.line.on("level", ({ spoken }) => setLevel(spoken)), [line]);
  return open ? level : 0;
}
