import { useHotkeys } from "@mantine/hooks";

import { shortcutsOn } from "./shortcuts";

/** Runs `act` on Ctrl+Shift+`letter`, unless the agent types or has switched shortcuts off. */
export function useShortcut(letter: string, act: () => void): void {
  useHotkeys([[`ctrl+shift+${letter}`, () => shortcutsOn() && act()]]);
}
