import { Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { Icon } from "../../kit/icon";
import type { Filed } from "../api/case";
import { useDesk } from "../desk-context";
import { useText } from "../language";

const LOOK_AGAIN_MS = 4000;

/** Whether the agency has the case; asked again until it has. */
export function DeliveryState({ filed }: { filed: Filed }) {
  const { t } = useText();
  const { api } = useDesk();
  const { data } = useQuery({
    queryKey: ["case", filed.reference],
    queryFn: () => api.caseStatus(filed.reference),
    refetchInterval: ({ state }) => (state.data?.delivered ? false : LOOK_AGAIN_MS),
  });
  const delivered = data?.delivered ?? filed.delivered;
  const attempts = data?.attempts?.count ?? 0;
  return (
    <Group gap={6} role="status" data-testid="delivery" data-delivered={delivered} className={delivered ? undefined : "warning"}>
      <Icon name={delivered ? "check" : "clock"} />
      <Text size="sm" fw={600}>
        {t(delivered ? "delivered" : "not_delivered")}
        {!delivered && attempts > 0 && ` · ${t("delivery_attempts", { count: attempts })}`}
      </Text>
    </Group>
  );
}
