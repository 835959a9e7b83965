import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { Icon } from "./icon";

interface Props {
  kind: "warning" | "danger";
  text: string;
  testId?: string;
  children?: ReactNode;
}

/** One line over the whole page that says what is wrong; `children` mend it. */
export function Banner({ kind, text, testId, children }: Props) {
  return (
    <Group className="banner" data-kind={kind} data-testid={testId} gap="sm" wrap="nowrap">
      <Icon name="warning" />
      <Text size="sm" fw={600}>
        {text}
      </Text>
      {children}
    </Group>
  );
}
