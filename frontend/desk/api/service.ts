export interface ServiceHit {
  code: string;
  name: string;
  agency: string;
  agency_name: string;
  score: number;
}

/** A body that is not ours, and how it is reached. */
export interface OutsideBody {
  code: string;
  name: string;
  numbers: { label: string; number: string }[];
  hours: string;
  note: string;
  unverified: boolean;
}

export interface Found {
  services: ServiceHit[];
  outside: OutsideBody | null;
}

export interface Fee {
  amount: number | null;
  note?: string | null;
  basis?: string;
  unverified?: boolean;
}

export interface TimeLimit {
  value: number;
  unit: "minute" | "hour" | "workday" | "calendar_day";
  basis?: string;
  unverified?: boolean;
}

export interface Place {
  code: string;
  name: string;
  address: string;
  hours: string;
  unverified: boolean;
}

/** Since when a fact holds, until when, and who was asked on which day; days are ISO 8601. */
export interface FactDates {
  valid_from: string | null;
  valid_to: string | null;
  checked: string | null;
  source: string | null;
  unverified: boolean;
}

export interface Coming {
  fact: string;
  valid_from: string;
  what: string;
}

export interface ServiceCard {
  code: string;
  name: string;
  summary: string;
  agency: string;
  agency_name?: string;
  requirements: string[];
  fee: Fee | string;
  time_limit: TimeLimit | string;
  where: string;
  audience: string;
  procedure: string[];
  product: string;
  complaint_route: string;
  places: Place[];
  facts: Record<string, FactDates>;
  coming: Coming[];
  legal: string[];
  identity_level: number;
  can_apply: boolean;
  /** Names of the card's parts that nobody has confirmed. */
  unverified: string[];
}

export interface FieldOption {
  value: string;
  label: string;
}

export interface ServiceField {
  name: string;
  type: string;
  label: string;
  ask: string;
  required: boolean;
  /** A condition over the other fields' values. */
  required_if?: string | null;
  /** The citizen may bring it along; the phone does not insist. */
  later?: boolean;
  options?: FieldOption[] | null;
  class?: "plain" | "personal" | "secret";
  /** The field that holds the place where this day is booked. */
  appointment?: string | null;
  /** A bound of the value or of its length; dates have `today` too. */
  min?: number | string | null;
  max?: number | string | null;
}

/** A free time: as it is written into the field, and as it is said. */
export interface FreeTime {
  value: string;
  label: string;
}

export interface Article {
  code: string;
  kind: "faq" | "script" | "notice";
  title: string;
  body: string;
  unverified: boolean;
}

export interface ServiceDetails {
  card: ServiceCard;
  /** News, scripts, questions and answers that belong to the service. */
  articles: Article[];
  fields: ServiceField[];
}
