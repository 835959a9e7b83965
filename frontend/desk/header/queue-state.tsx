import { Group, Text } from "@mantine/core";

import { Elapsed } from "../../kit/elapsed";
import { useDesk } from "../desk-context";
import { useText } from "../language";

export function QueueState() {
  const { t } = useText();
  const { queue } = useDesk().snapshot;
  return (
    <Group gap={6} wrap="nowrap" data-testid="queue">
      <Text size="sm" c="dimmed">
        {t("queue_state")}
      </Text>
      <Text size="sm" fw={600} className="figures" style={{ whiteSpace: "nowrap" }}>
        {t("queue_waiting", { count: queue.waiting })}
        {queue.longest_since && (
          <>
            , {t("queue_longest")} <Elapsed since={queue.longest_since} />
          </>
        )}
      </Text>
    </Group>
  );
}
