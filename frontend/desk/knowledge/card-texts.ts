import type { Fee, TimeLimit } from "../api/service";
import { isLanguage, type Language, translate } from "../language";

function known(language: string): Language {
  return isLanguage(language) ? language : "id";
}

/** A fee in rupiah, its note where there is no amount. */
export function feeText(fee: Fee | string, language: string): string {
  if (typeof fee === "string") return fee;
  const shown = known(language);
  if (fee.amount === null) return fee.note ?? translate(shown, "fee_unknown");
  const amount = fee.amount === 0 ? translate(shown, "free") : `Rp${fee.amount.toLocaleString("id-ID")}`;
  return fee.note ? `${amount} (${fee.note})` : amount;
}

/** How long it takes, such as "24 hours". */
export function timeText(limit: TimeLimit | string, language: string): string {
  if (typeof limit === "string") return limit;
  return `${limit.value} ${translate(known(language), `unit_${limit.unit}`)}`;
}

/** A day as people write it, such as 24-11-2026. */
export function dayText(day: string): string {
  return day.split("-").reverse().join("-");
}
