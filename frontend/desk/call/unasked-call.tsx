import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";

import { Panel } from "../../kit/panel";
import { useDesk } from "../desk-context";
import { useText } from "../language";

/** A leg rings though no offer was accepted: never answered by the page itself. */
export function UnaskedCall() {
  const { t } = useText();
  const { line } = useDesk();
  const [answering, setAnswering] = useState(false);
  return (
    <Panel title={t("call")} testId="unasked-call">
      <Text size="sm" role="alert" mb="xs">
        {t("rings_unasked")}
      </Text>
      <Group gap="xs">
        <Button
          size="sm"
          loading={answering}
          onClick={() => {
            setAnswering(true);
            void line?.answer().finally(() => setAnswering(false));
          }}
        >
          {t("answer")}
        </Button>
        <Button size="sm" variant="default" onClick={() => line?.reject()}>
          {t("reject")}
        </Button>
      </Group>
    </Panel>
  );
}
