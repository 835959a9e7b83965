import { useServerNow } from "../kit/clock";
import type { CaseRow } from "./api/types";
import { useWords } from "./words";

const STEPS: [limit: number, divisor: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [3600, 60, "minute"],
  [86400, 3600, "hour"],
  [Infinity, 86400, "day"],
];

/** When a case is due, near or past, in words; the exact time on hover. */
export function Due({ of: row }: { of: CaseRow }) {
  const { t, language } = useWords();
  const now = useServerNow();
  if (row.paused) return <span>{t("clock_paused")}</span>;
  if (!row.due_at) return <span>–</span>;
  const seconds = (Date.parse(row.due_at) - now) / 1000;
  const [, divisor, unit] = STEPS.find(([limit]) => Math.abs(seconds) < limit) ?? STEPS[2]!;
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(Math.round(seconds / divisor), unit);
  return (
    <span>
      {row.overdue && <b className="late">{t("overdue")} </b>}
      {!row.overdue && row.warned && <b className="warning">{t("warned")} </b>}
      <time dateTime={row.due_at} title={moment(row.due_at, language)}>
        {words}
      </time>
      {row.escalated && <span className="late"> · {t("escalated")}</span>}
    </span>
  );
}

/** Day and time as people of `language` write it. */
export function moment(at: string, language: string): string {
  return new Date(at).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
}
