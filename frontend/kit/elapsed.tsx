import { useServerNow } from "./clock";
import { duration } from "./duration";

interface Props {
  /** ISO 8601. */
  since: string;
  label?: string;
}

/** A running time, such as 02:31; the exact beginning on hover. */
export function Elapsed({ since, label }: Props) {
  const seconds = Math.max(0, Math.floor((useServerNow() - Date.parse(since)) / 1000));
  return (
    <time className="figures" dateTime={since} title={new Date(since).toLocaleString()} aria-label={label}>
      {duration(seconds)}
    </time>
  );
}
