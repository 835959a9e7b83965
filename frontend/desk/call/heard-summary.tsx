import { Text } from "@mantine/core";

import type { CallDetails } from "../api/call-details";
import { useText } from "../language";
import { useServiceForm } from "../form/use-service-form";

/** What the caller already told the IVR, in a line. */
export function HeardSummary({ heard }: { heard: CallDetails["heard"] }) {
  const { t } = useText();
  const { data } = useServiceForm(heard.service);
  const told = [data?.card.name, ...data?.fields.flatMap(({ name, options }) => options?.find(({ value }) => value === heard.slots[name]?.value)?.label ?? []) ?? []];
  const words = told.filter(Boolean).join(" · ");
  if (!words) return null;
  return (
    <Text size="sm">
      <Text span c="dimmed" size="sm">
        {t("caller_heard")}:{" "}
      </Text>
      {words}
    </Text>
  );
}
