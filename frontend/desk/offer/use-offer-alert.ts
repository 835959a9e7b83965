import { useEffect } from "react";

import { ring } from "./ring";

const BLINK_MS = 1000;

/** While an offer is shown: it rings, the page's title blinks, and the desktop tells if the agent has allowed it. */
export function useOfferAlert(title: string, body: string): void {
  useEffect(ring, []);
  useEffect(() => {
    const before = document.title;
    const blink = () => {
      document.title = document.title === before ? title : before;
    };
    blink();
    const timer = window.setInterval(blink, BLINK_MS);
    return () => {
      window.clearInterval(timer);
      document.title = before;
    };
  }, [title]);
  useEffect(() => {
    if (!("Notification" in window) || Notification.permission !== "granted") return;
    const note = new Notification(title, { body, tag: "offer" });
    note.onclick = () => window.focus();
    return () => note.close();
  }, [title, body]);
}
