import { useEffect, useRef } from "react";

/** Focuses a button when it appears, unless the agent is typing. */
export function useFirstFocus() {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!document.activeElement?.matches("input, textarea, select")) button.current?.focus();
  }, []);
  return button;
}
