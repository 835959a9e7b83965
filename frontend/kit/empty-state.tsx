import { Stack, Text } from "@mantine/core";

import { Icon, type IconName } from "./icon";

/** Nothing here yet, and what to do next. */
export function EmptyState({ icon, title, hint }: { icon: IconName; title: string; hint: string }) {
  return (
    <Stack align="center" justify="center" gap={4} py="lg" ta="center">
      <Icon name={icon} size={28} />
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed" maw={380}>
        {hint}
      </Text>
    </Stack>
  );
}
