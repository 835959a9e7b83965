import type { Both } from "../language";

export interface WrapUpCode {
  code: string;
  label: Both;
}

export interface Me {
  user: { id: string; username: string; name: string; role: string; language: string };
  csrf: string;
  demo: boolean;
  carrier: "local" | "twilio";
  wrap_up_codes: WrapUpCode[];
  hotline_number: string | null;
}
