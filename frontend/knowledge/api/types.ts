import type { Both } from "../../desk/language";
import type { ServiceCard } from "../../desk/api/service";

export type State = "draft" | "in_review" | "approved" | "scheduled";
export type Path = (string | number)[];
/** Plain JSON. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
export type Form = { [key: string]: Value };

export interface Me {
  user: { username: string; name: string; role: string; agency: string | null };
  csrf: string;
}

/** `line` and `column` begin at 1; `file` is "" when it stands in the text itself. */
export interface Problem {
  line: number;
  column: number;
  text: string;
  file: string;
}

/** What is different in one fact; `before` null: added, `after` null: removed. */
export interface Change {
  fact: string;
  place: string;
  language: string;
  before: string | null;
  after: string | null;
}

export interface Brief {
  id: string;
  document: string;
  agency: string;
  author: string;
  state: State;
  changed_at: string;
  due_at: string | null;
}

export interface Revision extends Brief {
  version: number;
  base: string | null;
  text: string;
  approved_by: string | null;
  override: string | null;
  back: { kind: string; person: string; why: string } | null;
  changes: Change[];
  lines: string[];
  /** What others published since it was begun. */
  stale: Change[] | null;
}

export interface Row {
  document: string;
  title: Both;
  agency: string;
  checked: string | null;
  due: string | null;
  overdue: boolean;
  doubts: number;
  changed_file: boolean;
  under_way: Brief[];
}

export interface Task {
  id: number;
  document: string;
  agency: string;
  reason: "not_useful" | "not_sure";
  times: number;
  calls: number;
  first_at: string;
  last_at: string;
}

export interface Listed {
  documents: Row[];
  new: Brief[];
  tasks: Task[];
  agencies: Record<string, Both>;
  today: string;
}

export interface Step {
  id: number;
  at: string;
  kind: string;
  person: string;
  why: string;
  digest: string | null;
  before: string | null;
  changes: Change[];
}

export interface Rights {
  edit: boolean;
  review: boolean;
  publish: boolean;
  override: boolean;
}

export interface Document {
  document: string;
  title: Both | null;
  agency: string;
  checked?: string | null;
  due?: string | null;
  text: string | null;
  digest: string | null;
  /** The file as an update changed it, beneath what was published here. */
  shipped: { text: string; digest: string } | null;
  revisions: Revision[];
  history: Step[];
  tasks: Task[];
  may: Rights;
}

export interface ServicePreview {
  card: ServiceCard;
  spoken: string[];
}

export interface ArticlePreview {
  title: string;
  body: string;
}

export interface Look {
  problems: Problem[];
  form: Form | null;
  preview: Record<"id" | "en", ServicePreview | ArticlePreview> | null;
  changes: Change[];
  lines: string[];
}

/** What a refusal says beside its words. */
export interface Refusal {
  code: string;
  problems: Problem[];
  changes: Change[];
  names: string[];
}
