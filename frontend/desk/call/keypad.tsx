import { Button } from "@mantine/core";

import { useDesk } from "../desk-context";
import { useText } from "../language";

const KEYS = [..."123456789*0#"];

/** Sends keys into the call. */
export function Keypad() {
  const { t } = useText();
  const { line } = useDesk();
  return (
    <div className="keys" role="group" aria-label={t("keypad")}>
      {KEYS.map((key) => (
        <Button key={key} variant="default" size="xs" px={0} aria-label={t("key", { key })} data-testid={`key-${key}`} onClick={() => line?.line.sendDigits(key)}>
          {key}
        </Button>
      ))}
    </div>
  );
}
