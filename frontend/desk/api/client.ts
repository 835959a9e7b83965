import { ApiError } from "./api-error";
import type { CallDetails } from "./call-details";
import type { CaseStatus, Filed, NewCase } from "./case";
import type { FollowUp, FollowUpOutcome } from "./follow-up";
import type { Me } from "./me";
import type { Found, FreeTime, ServiceDetails } from "./service";

const BASE = "/desk/api";
const part = encodeURIComponent;

/** The desk's JSON API. Every call rejects with ApiError when it is refused or not reached. */
export class DeskApi {
  private csrf = "";

  async me(): Promise<Me> {
    const me = await this.get<Me>("/me");
    this.csrf = me.csrf;
    return me;
  }

  ticket = () => this.get<{ url: string; token: string }>("/ticket");
  presence = (state: "ready" | "not_ready") => this.post("/presence", { state });
  accept = (offer: string) => this.post(`/offers/${part(offer)}/accept`);
  decline = (offer: string) => this.post(`/offers/${part(offer)}/decline`);
  hangUp = () => this.post("/call/hang-up");
  wrapUp = (code: string, note: string) => this.post("/wrap-up", { code, note });
  extendWrapUp = () => this.post("/wrap-up/extend");
  call = (id: string) => this.get<CallDetails>(`/calls/${part(id)}`);
  note = (call: string, text: string) => this.post(`/calls/${part(call)}/notes`, { text });
  find = (q: string, language: string) => this.get<Found>(`/services?q=${part(q)}&language=${part(language)}`);
  sentOn = (body: string, call: string) => this.post(`/outside/${part(body)}/told`, { call_id: call });
  times = async (code: string, place: string, day: string, language: string) =>
    (await this.get<{ times: FreeTime[] }>(`/services/${part(code)}/times?place=${part(place)}&day=${part(day)}&language=${part(language)}`)).times;
  service = (code: string, language: string) => this.get<ServiceDetails>(`/services/${part(code)}?language=${part(language)}`);
  doubt = (document: string, reason: string, call: string | null) => this.post("/knowledge/doubts", { document, reason, call_id: call });
  file = (filing: NewCase) => this.post<Filed>("/cases", filing);
  caseStatus = (reference: string) => this.get<CaseStatus>(`/cases/${part(reference)}`);
  sendReference = (reference: string, call: string) => this.post(`/cases/${part(reference)}/message`, { call_id: call });

  followUps = async () => (await this.get<{ follow_ups: FollowUp[] }>("/follow-ups")).follow_ups;
  takeFollowUp = (id: string) => this.post(`/follow-ups/${part(id)}/take`);
  giveBackFollowUp = (id: string) => this.post(`/follow-ups/${part(id)}/give-back`);
  callBack = (id: string) => this.post(`/follow-ups/${part(id)}/call`);
  endFollowUp = (id: string, outcome: FollowUpOutcome) => this.post(`/follow-ups/${part(id)}/outcome`, { outcome });
  /** Where a player finds the recording. */
  voicemail = (id: string) => `${BASE}/follow-ups/${part(id)}/recording`;

  private get<T>(path: string): Promise<T> {
    return request<T>(path, { headers: { Accept: "application/json" } });
  }

  private post<T = unknown>(path: string, body: object = {}): Promise<T> {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRF-Token": this.csrf };
    return request<T>(path, { method: "POST", headers, body: JSON.stringify(body) });
  }
}

export async function request<T>(path: string, options: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(BASE + path, { credentials: "same-origin", ...options });
  } catch {
    throw new ApiError(0, null);
  }
  const text = await response.text();
  const isJson = response.headers.get("Content-Type")?.includes("json");
  const body: unknown = isJson && text ? JSON.parse(text) : null;
  if (!response.ok) throw new ApiError(response.status, body);
  return body as T;
}
