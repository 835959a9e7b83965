import { Text } from "@mantine/core";

import { useText } from "../language";
import { useLine } from "../line/use-line";

/** Says that the caller hears nothing, for as long as that is so. */
export function MutedNotice() {
  const { t } = useText();
  const muted = useLine()?.muted;
  return (
    <div role="status">
      {muted && (
        <Text size="sm" fw={600} className="warning">
          {t("muted")}
        </Text>
      )}
    </div>
  );
}
