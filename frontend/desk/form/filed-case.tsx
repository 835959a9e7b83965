import { Button, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";

import { Icon } from "../../kit/icon";
import { Panel } from "../../kit/panel";
import type { Filed } from "../api/case";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { useAction } from "../use-action";
import { NO_FORM } from "../workspace/draft";
import { useFormDraft } from "../workspace/workspace";
import { DeliveryState } from "./delivery-state";

interface Props {
  callId: string;
  service: string;
  title: string;
  filed: Filed;
}

/** The reference number to read out, to send, and whether the agency has the case yet. */
export function FiledCase({ callId, service, title, filed }: Props) {
  const { t } = useText();
  const { api } = useDesk();
  const { change } = useFormDraft(service);
  const [sent, setSent] = useState(false);
  const send = useAction(async () => {
    await api.sendReference(filed.reference, callId);
    setSent(true);
  });
  return (
    <Panel title={title} grow follows testId="filed-case">
      <Stack gap="sm" align="start">
        <div role="status">
          <Text size="sm" c="dimmed">
            {t("reference")}
          </Text>
          <div className="reference" data-testid="reference">
            {filed.reference}
          </div>
          {filed.spoken && <Text size="sm" className="spoken">{filed.spoken}</Text>}
        </div>
        {(filed.similar ?? []).length > 0 && (
          <Group gap={6} role="status" data-testid="similar">
            <Icon name="message" />
            <Text size="sm">{t("similar_open", { numbers: (filed.similar ?? []).join(", ") })}</Text>
          </Group>
        )}
        <Group gap="xs">
          <Button data-testid="send-sms" loading={send.running} disabled={sent} leftSection={<Icon name="message" />} onClick={send.run}>
            {t("send_sms")}
          </Button>
          <CopyButton value={filed.reference}>
            {({ copied, copy }) => (
              <Button variant="default" leftSection={<Icon name={copied ? "check" : "copy"} />} onClick={copy}>
                {t(copied ? "reference_copied" : "reference_copy")}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={() => change(() => NO_FORM)} data-testid="another-request">
            {t("another_request")}
          </Button>
        </Group>
        <div role="status">
          {sent && (
            <Group gap={6}>
              <Icon name="check" />
              <Text size="sm">{t("sms_sent")}</Text>
            </Group>
          )}
        </div>
        <DeliveryState filed={filed} />
      </Stack>
    </Panel>
  );
}
