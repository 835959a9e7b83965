/** The server refused, or (`status` 0) was not reached. `body` is its JSON answer, if it gave one. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(`desk API: ${status}`);
  }
}
