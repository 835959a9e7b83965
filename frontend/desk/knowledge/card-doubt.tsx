import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";

import { useDesk } from "../desk-context";
import { useText } from "../language";
import { useAction } from "../use-action";

const REASONS = ["not_useful", "not_sure"] as const;

/** A doubt about the card becomes a task of the agency that owns it; no word of the caller goes with it. */
export function CardDoubt({ code, callId }: { code: string; callId: string | null }) {
  const { t } = useText();
  const { api } = useDesk();
  const [told, setTold] = useState(false);
  const { run, running } = useAction(async (reason: (typeof REASONS)[number]) => {
    await api.doubt(`service:${code}`, reason, callId);
    setTold(true);
  });
  return (
    <Group gap="xs" mt="xs" role="group" aria-label={t("doubt")} data-testid="card-doubt">
      {told ? (
        <Text size="sm" role="status">
          {t("doubt_told")}
        </Text>
      ) : (
        REASONS.map((reason) => (
          <Button key={reason} size="compact-sm" variant="default" disabled={running} onClick={() => run(reason)} data-testid={`doubt-${reason}`}>
            {t(`doubt_${reason}`)}
          </Button>
        ))
      )}
    </Group>
  );
}
