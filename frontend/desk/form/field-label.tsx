import { Badge, Group, Text } from "@mantine/core";

import { useText } from "../language";
import type { FilledField } from "./form-values";

export function FieldLabel({ filled }: { filled: FilledField }) {
  const { t } = useText();
  const { field, fromIvr, required } = filled;
  return (
    <Group component="span" gap={6} display="inline-flex" wrap="nowrap" title={field.ask}>
      <Text component="span" size="sm" fw={500}>
        {field.label}
        {required && (
          <span aria-hidden className="required">
            {" "}
            *
          </span>
        )}
      </Text>
      {fromIvr && (
        <Badge component="span" size="sm" color="blue.8" variant="filled" data-testid={`source-${field.name}`}>
          {t("from_ivr")}
        </Badge>
      )}
    </Group>
  );
}
