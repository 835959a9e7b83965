/** What the carrier says in text frames, by `type`; calls are named by their CallSid. */
export interface CarrierMessages {
  /** First of each socket; `call` is the live leg that this page takes over, after a reload or a lost connection. */
  registered: { identity: string; call: string | null };
  dialing: { call: string; to: string };
  incoming: { call: string; from: string; parameters: Record<string, string> };
  answered: { call: string };
  ended: { call: string; status: string };
  message: { from: string; to: string; body: string; sid: string; sent_at: string };
  error: { text: string };
}

export type CarrierMessage = { [K in keyof CarrierMessages]: { type: K } & CarrierMessages[K] }[keyof CarrierMessages];

const TYPES: Record<keyof CarrierMessages, true> = {
  registered: true,
  dialing: true,
  incoming: true,
  answered: true,
  ended: true,
  message: true,
  error: true,
};

/** Null for a type that this page does not know. Throws SyntaxError on text that is not JSON. */
export function parseMessage(text: string): CarrierMessage | null {
  const message = JSON.parse(text) as CarrierMessage | null;
  return message && Object.hasOwn(TYPES, message.type) ? message : null;
}
