import type { TextKey } from "./texts";

const KEPT = "desk.shortcuts";

export const SHORTCUTS: [keys: string, meaning: TextKey][] = [
  ["Enter", "accept"],
  ["1-9", "shortcut_wrap_up"],
  ["Ctrl+Shift+Y", "shortcut_ready"],
  ["Ctrl+Shift+U", "mute"],
  ["Ctrl+Shift+E", "hang_up"],
  ["Ctrl+Shift+F", "shortcut_search"],
  ["?", "shortcut_help"],
];

/** Whether this machine's agent uses shortcuts. */
export function shortcutsOn(): boolean {
  return localStorage.getItem(KEPT) !== "off";
}

export function switchShortcuts(on: boolean): void {
  localStorage.setItem(KEPT, on ? "on" : "off");
}
