import { Badge, Group, Text } from "@mantine/core";

import { Panel } from "../../kit/panel";
import { useText } from "../language";
import { useCallerLanguage } from "../use-caller-language";
import { CallerHistory } from "./caller-history";
import { HeardSummary } from "./heard-summary";
import { useCallDetails } from "./use-call-details";

export function CallerCard({ callId }: { callId: string }) {
  const { t } = useText();
  const callerLanguage = useCallerLanguage();
  const { data, isError } = useCallDetails(callId);
  return (
    <Panel title={t("caller")} testId="caller-card">
      {isError && !data && <Text size="sm">{t("call_not_loaded")}</Text>}
      {data && (
        <>
          <Group gap="sm">
            <Text fw={700} size="md" className="figures">
              {data.call.from_masked}
            </Text>
            <Badge size="lg">{callerLanguage(data.call.language)}</Badge>
            {data.heard.verified > 0 && (
              <Badge size="lg" variant="filled" title={t("identity_hint")} data-testid="identity-level">
                {t("identity_level", { level: data.heard.verified })}
              </Badge>
            )}
            <HeardSummary heard={data.heard} />
          </Group>
          <CallerHistory cases={data.cases} contacts={data.contacts} />
        </>
      )}
    </Panel>
  );
}
