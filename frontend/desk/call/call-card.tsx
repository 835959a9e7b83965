import { Badge, Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useState } from "react";

import { Elapsed } from "../../kit/elapsed";
import { Icon } from "../../kit/icon";
import { Panel } from "../../kit/panel";
import { TONES } from "../../kit/tones";
import type { LiveCall } from "../api/snapshot";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { useAction } from "../use-action";
import { useShortcut } from "../use-shortcut";
import { Keypad } from "./keypad";
import { MuteButton } from "./mute-button";
import { MutedNotice } from "./muted-notice";

export function CallCard({ call }: { call: LiveCall }) {
  const { t } = useText();
  const { api, line } = useDesk();
  const [keys, setKeys] = useState(false);
  const hangUp = useAction(() => api.hangUp());
  useShortcut("E", hangUp.run);
  return (
    <Panel title={t("call")} testId="call-card" follows aside={call.recording && <Recording />}>
      <Stack gap="xs">
        <Group gap="xs" role="status">
          <Icon name={call.state === "talking" ? "phone" : "clock"} />
          <Text fw={700} data-testid="call-state" data-state={call.state}>
            {t(call.calls_back && call.state === "connecting" ? "call_ringing" : `call_${call.state}`)}
          </Text>
          <Text fw={700}>
            <Elapsed since={call.since} />
          </Text>
        </Group>
        <SimpleGrid cols={2} spacing={6} verticalSpacing={6}>
          {line && <MuteButton />}
          {line && (
            <Button data-testid="keypad" size="xs" px={6} variant="default" aria-expanded={keys} leftSection={<Icon name="keypad" />} onClick={() => setKeys(!keys)}>
              {t("keypad")}
            </Button>
          )}
          <Button data-testid="hang-up" size="xs" px={6} color={TONES.danger} loading={hangUp.running} leftSection={<Icon name="phone" />} onClick={hangUp.run}>
            {t("hang_up")}
          </Button>
        </SimpleGrid>
        {line && <MutedNotice />}
        {keys && <Keypad />}
        {!line && <Text size="sm">{t("by_telephone")}</Text>}
      </Stack>
    </Panel>
  );
}

function Recording() {
  const { t } = useText();
  return (
    <Badge color={TONES.danger} variant="filled" title={t("recording_long")} data-testid="recording">
      ● {t("recording")}
    </Badge>
  );
}
