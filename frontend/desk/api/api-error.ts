import type { Both } from "../language";

/** The server refused, or (`status` 0) was not reached. `body` is its JSON answer, if it gave one. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(`desk API: ${status}`);
  }

  /** What the server says of it to people. */
  get words(): Both | null {
    return (this.body as { error?: Both } | null)?.error ?? null;
  }
}
