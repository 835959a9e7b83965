/** What the server writes into the page; `texts` are in the page's language, by state and by `microphone_` + problem. */
export interface PhoneConfig {
  /** GET gives {url, token}: the carrier's socket and a short-lived token for it. */
  ticketUrl: string;
  workletUrl: string;
  /** Null: no captions. */
  captionsUrl: string | null;
  texts: Record<string, string>;
}

/** The page's element with data-phone="name". Throws when the page lacks it. */
export function part(name: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(`[data-phone="${name}"]`);
  if (!element) throw new Error(`the page lacks data-phone="${name}"`);
  return element;
}

export function readConfig(): PhoneConfig {
  return JSON.parse(part("config").textContent) as PhoneConfig;
}

/** Received messages stay for as long as the page's tab does, through a reload. */
const KEPT = "messages";
const MOST_KEPT = 20;

interface Message {
  sender: string;
  body: string;
}

export function keepMessage(sender: string, body: string): void {
  showMessage({ sender, body });
  sessionStorage.setItem(KEPT, JSON.stringify([...keptMessages(), { sender, body }].slice(-MOST_KEPT)));
}

export function showKeptMessages(): void {
  keptMessages().forEach(showMessage);
}

function keptMessages(): Message[] {
  return JSON.parse(sessionStorage.getItem(KEPT) ?? "[]") as Message[];
}

/** A list item with the sender in bold, newest first. */
function showMessage({ sender, body }: Message): void {
  const item = document.createElement("li");
  const name = document.createElement("b");
  name.textContent = sender;
  item.append(name, " ", body);
  part("messages").prepend(item);
  part("no-messages").hidden = true;
}
