import type { CallDetails, HeardSlot, SlotValue } from "../api/call-details";
import type { ServiceField } from "../api/service";
import { type Fact, holds } from "./condition";

type Heard = CallDetails["heard"]["slots"];
export type Values = Record<string, string>;

const NUMBERS = new Set(["integer", "number", "money"]);

/** A field of the form with its value: the agent's, else what the IVR heard. */
export interface FilledField {
  field: ServiceField;
  value: string;
  fromIvr: boolean;
  /** Null: only the server can say. */
  required: boolean | null;
}

/* As people write it: a date begins with its day. */
function toText(type: string, value: SlotValue): string {
  if (Array.isArray(value)) return value.join("\n");
  const text = String(value ?? "");
  if (type !== "date") return text;
  return text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, "$3-$2-$1").replace(/^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/, "$3-$2-$1 $4.$5");
}

function valueOf(field: ServiceField, typed: Values, heard: HeardSlot | undefined): { value: string; fromIvr: boolean } {
  const own = typed[field.name];
  if (own !== undefined) return { value: own, fromIvr: false };
  const value = heard ? toText(field.type, heard.value) : "";
  return { value, fromIvr: value !== "" };
}

function fact(field: ServiceField, value: string): Fact {
  if (value === "") return null;
  if (field.type === "yes_no") return value === "true";
  return NUMBERS.has(field.type) && !Number.isNaN(Number(value)) ? Number(value) : value;
}

/** The form's fields in order, as they stand. */
export function fill(fields: ServiceField[], typed: Values, heard: Heard): FilledField[] {
  const filled = fields.map((field) => ({ field, ...valueOf(field, typed, heard[field.name]) }));
  const facts = Object.fromEntries(filled.map(({ field, value }) => [field.name, fact(field, value)]));
  return filled.map((one) => {
    const { required, required_if } = one.field;
    return { ...one, required: required || (required_if ? holds(required_if, facts) : false) };
  });
}

/** Fields that must be filled and are not; a file is never taken by phone. */
export function missing(filled: FilledField[]): FilledField[] {
  return filled.filter(({ field, value, required }) => required && field.type !== "file" && value.trim() === "");
}

/** What is filed: every field that holds something. */
export function slotsOf(filled: FilledField[]): Values {
  return Object.fromEntries(filled.filter(({ value }) => value.trim()).map(({ field, value }) => [field.name, value.trim()]));
}
