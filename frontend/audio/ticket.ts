/** What registers a page's line: the carrier's WebSocket address and a token that names the line. */
export interface Ticket {
  url: string;
  token: string;
}
