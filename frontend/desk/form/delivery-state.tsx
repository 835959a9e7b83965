import { Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { Icon } from "../../kit/icon";
import type { Filed } from "../api/case";
import { useDesk } from "../desk-context";
import { useText } from "../language";

const LOOK_AGAIN_MS = 4000;

/** Whether the agency has the case, asked again until it has, and what the citizen owes for it. */
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
  const fee = data?.fee;
  const amount = `Rp${(fee?.amount ?? 0).toLocaleString("id-ID")}`;
  return (
    <Group gap={6} role="status" data-testid="delivery" data-delivered={delivered} className={delivered ? undefined : "warning"}>
      <Icon name={delivered ? "check" : "clock"} />
      <Text size="sm" fw={600}>
        {t(delivered ? "delivered" : "not_delivered")}
        {!delivered && attempts > 0 && ` · ${t("delivery_attempts", { count: attempts })}`}
        {fee?.status === "owed" && ` · ${t("case_fee_owed", { amount })}`}
        {fee?.status === "paid" && ` · ${t("case_fee_paid", { amount })}`}
      </Text>
    </Group>
  );
}
