import { useServerNow } from "./clock";

const STEPS: [limit: number, divisor: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60, 1, "second"],
  [3600, 60, "minute"],
  [86400, 3600, "hour"],
  [Infinity, 86400, "day"],
];

/** "2 minutes ago" in `language`; the exact time on hover. `at` is ISO 8601. */
export function Ago({ at, language }: { at: string; language: string }) {
  const seconds = Math.min(0, (Date.parse(at) - useServerNow()) / 1000);
  const [, divisor, unit] = STEPS.find(([limit]) => -seconds < limit) ?? STEPS[3]!;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return (
    <time dateTime={at} title={new Date(at).toLocaleString(language)}>
      {relative.format(Math.round(seconds / divisor), unit)}
    </time>
  );
}
