import type { Delivery } from "./api/types";
import { useWords } from "./words";

/** Trouble stands out; what went well is quiet. */
export function DeliveryState({ of: delivery }: { of: Delivery }) {
  const { t } = useWords();
  const tone = { delivered: "quiet", waiting: "quiet", failing: "warning", given_up: "late" }[delivery.state];
  return (
    <span className={tone} title={delivery.error ?? undefined}>
      {t(`delivery_${delivery.state}`, { count: delivery.attempts })}
    </span>
  );
}
