import { request } from "../../desk/api/client";
import type { Both } from "../../desk/language";
import type { CaseFile, CaseList, Letter, Me, Press, Query } from "./types";

const part = encodeURIComponent;

/** The case after a press, or that it is another agency's now. */
export type After = CaseFile | { gone: true };

/** The back office's JSON API. Every call rejects with ApiError when it is refused or not reached. */
export class CasesApi {
  private csrf = "";

  async me(): Promise<Me> {
    const me = await this.get<Me>("/me");
    this.csrf = me.csrf;
    return { ...me, ahead: Date.parse(me.now) - Date.now() };
  }

  list = (query: Query, after: string) => {
    const asked = Object.entries({ ...query, after }).filter(([, value]) => value !== "");
    return this.get<CaseList>(`/cases?${new URLSearchParams(asked).toString()}`);
  };
  case = (reference: string) => this.get<CaseFile>(`/cases/${part(reference)}`);
  reveal = async (reference: string, name: string) => (await this.post<{ value: Both }>(`/cases/${part(reference)}/reveal`, { name })).value;
  step = (reference: string, name: string, body: Press & { reason: string }) => this.post<After>(`/cases/${part(reference)}/steps/${part(name)}`, body);
  /** `action`: ask, receive, pass-on, merge, note, send-again or pay. */
  act = <B extends Press>(reference: string, action: string, body: B) => this.post<After>(`/cases/${part(reference)}/${action}`, body);
  letters = (after: number | null) => this.get<{ letters: Letter[]; following: number | null }>(`/letters${after === null ? "" : `?after=${after}`}`);
  sendLetter = (id: number) => this.post(`/letters/${id}/send-again`, {});

  private get<T>(path: string): Promise<T> {
    return request<T>(`/backoffice${path}`, { headers: { Accept: "application/json" } });
  }

  private post<T = unknown>(path: string, body: object): Promise<T> {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRF-Token": this.csrf };
    return request<T>(`/backoffice${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  }
}
