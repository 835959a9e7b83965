import { ApiError } from "../../desk/api/api-error";
import { request } from "../../desk/api/client";
import type { Document, Listed, Look, Me, Path, Refusal, Value } from "./types";

const part = encodeURIComponent;

interface Saved {
  id: string;
  version: number;
}

/** The knowledge's JSON API. Every call rejects with ApiError when it is refused or not reached. */
export class KnowledgeApi {
  private csrf = "";

  async me(): Promise<Me> {
    const me = await this.get<Me>("/me");
    this.csrf = me.csrf;
    return me;
  }

  documents = () => this.get<Listed>("/documents");
  document = (name: string) => this.get<Document>(`/documents/${part(name)}`);
  look = (document: string, text: string) => this.post<Look>("/look", { document, text });
  edit = (document: string, text: string, path: Path, value: Value) =>
    this.post<Look & { text: string }>("/edit", { document, text, edit: { path, value } });
  begin = (document: string, text: string, base: string | null) => this.post<Saved>("/drafts", { document, text, base });
  save = (id: string, version: number, text: string, base: string | null = null) =>
    this.post<Saved>(`/revisions/${part(id)}/save`, { version, text, base });
  step = (id: string, name: string, body: { version: number; why?: string; override?: string; day?: string | null }) =>
    this.post(`/revisions/${part(id)}/${name}`, body);
  takeBack = (document: string, digest: string, why: string, override: string) =>
    this.post(`/documents/${part(document)}/take-back`, { digest, why, override });
  closeTask = (id: number, answer: string) => this.post(`/tasks/${id}/close`, { answer });

  private get<T>(path: string): Promise<T> {
    return request<T>(`/knowledge${path}`, { headers: { Accept: "application/json" } });
  }

  private post<T = unknown>(path: string, body: object): Promise<T> {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRF-Token": this.csrf };
    return request<T>(`/knowledge${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  }
}

export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof ApiError)) return null;
  const told = (error.body as { error?: Partial<Refusal> } | null)?.error;
  return told ? { code: String(told.code ?? ""), problems: told.problems ?? [], changes: told.changes ?? [], names: told.names ?? [] } : null;
}
