import type { Both } from "../language";

export interface NewCase {
  call_id: string;
  service: string;
  slots: Record<string, string>;
  /** The same key files the same case once. */
  key: string;
}

export interface Filed {
  reference: string;
  /** The reference as it is read out. */
  spoken: string;
  delivered: boolean;
  /** Numbers of open cases about the same that were there before. */
  similar?: string[];
}

export type FieldErrors = Record<string, Both>;

export interface CaseStatus {
  reference: string;
  delivered: boolean;
  attempts?: { count: number; failed: boolean };
  /** In whole rupiah; null where no fee was quoted. */
  fee?: { amount: number | null; status: "none" | "owed" | "unknown" | "paid"; note: string | null } | null;
}
