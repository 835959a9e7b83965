import { Group, Radio } from "@mantine/core";
import type { ReactNode } from "react";

import type { FieldOption } from "../api/service";

interface Props {
  id: string;
  "data-testid": string;
  label: ReactNode;
  description: ReactNode;
  error: string | undefined;
  size: "sm";
  name: string;
  options: FieldOption[];
  value: string;
  change: (value: string) => void;
}

/** A few options, all in sight. */
export function ChoiceInput({ options, change, ...group }: Props) {
  return (
    <Radio.Group {...group} onChange={change}>
      <Group gap="sm" mt={4}>
        {options.map(({ value, label }) => (
          <Radio key={value} value={value} label={label} size="sm" data-testid={`${group.id}-${value}`} />
        ))}
      </Group>
    </Radio.Group>
  );
}
