import { keyTone } from "./tones";

const SHOWN_MS = 150;

/** The twelve keys, elements with data-key, and the same keys of a keyboard. */
export class Keypad {
  private readonly keys = new Map<string, HTMLElement>();

  /** `live` tells whether a call takes the keys; without one a keyboard's keys type as usual. */
  constructor(
    private readonly live: () => boolean,
    private readonly press: (key: string) => void,
  ) {
    for (const element of document.querySelectorAll<HTMLElement>("[data-key]")) {
      const key = element.dataset.key ?? "";
      this.keys.set(key, element);
      element.addEventListener("click", () => this.pressed(key));
    }
    document.addEventListener("keydown", (event) => this.typed(event));
  }

  private typed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (!this.live() || !this.keys.has(event.key)) return;
    event.preventDefault();
    this.pressed(event.key);
  }

  private pressed(key: string): void {
    if (this.live()) keyTone(key);
    this.press(key);
    const element = this.keys.get(key);
    element?.toggleAttribute("data-pressed", true);
    window.setTimeout(() => element?.toggleAttribute("data-pressed", false), SHOWN_MS);
  }
}
