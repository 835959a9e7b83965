/** What the shell page says in its `desk-config` block. */
export interface DeskConfig {
  workletUrl: string;
  demo: boolean;
  language: string;
}

/** Throws Error on a page without the block. */
export function readConfig(): DeskConfig {
  const block = document.getElementById("desk-config");
  if (!block) throw new Error("desk-config is missing");
  return JSON.parse(block.textContent ?? "") as DeskConfig;
}

/** Allows the component kit's own style elements under the page's Content-Security-Policy. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
}
