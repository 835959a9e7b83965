/** One line of what was said: by the hotline, by the caller (as understood), or by a person. */
interface Caption {
  id: number | string;
  who: "ivr" | "caller" | "agent";
  text: string;
}

const EVERY_MS = 700;

/** Follows a call's captions while it lives; text nodes only, newest last. A line whose text changes is corrected. */
export class Captions {
  private readonly items = new Map<Caption["id"], HTMLElement>();
  private timer = 0;
  private call = "";

  constructor(
    private readonly list: HTMLElement,
    private readonly url: string | null,
  ) {}

  follow(call: string): void {
    if (!this.url || this.call === call) return;
    window.clearTimeout(this.timer);
    this.list.replaceChildren();
    this.items.clear();
    this.call = call;
    void this.poll(call);
  }

  /** The call is over: what was said last is still fetched. */
  finish(): void {
    const call = this.call;
    this.call = "";
    window.clearTimeout(this.timer);
    if (call) void this.load(call);
  }

  private async poll(call: string): Promise<void> {
    await this.load(call);
    if (this.call === call) this.timer = window.setTimeout(() => void this.poll(call), EVERY_MS);
  }

  /* A failed fetch marks the list as stale; the next one that succeeds brings the missing lines. */
  private async load(call: string): Promise<void> {
    try {
      const response = await fetch(`${this.url}?call=${encodeURIComponent(call)}`);
      if (!response.ok) throw new Error(`captions: ${response.status}`);
      const { lines } = (await response.json()) as { lines: Caption[] };
      delete this.list.dataset.stale;
      if (!this.call || this.call === call) for (const line of lines) this.show(line);
    } catch (error) {
      console.warn(error);
      this.list.dataset.stale = "true";
    }
  }

  private show({ id, who, text }: Caption): void {
    const known = this.items.get(id);
    if (known) {
      if (known.textContent !== text) known.textContent = text;
      return;
    }
    const item = document.createElement("li");
    item.dataset.who = who;
    item.textContent = text;
    this.items.set(id, item);
    this.list.append(item);
    this.list.scrollTop = this.list.scrollHeight;
  }
}
