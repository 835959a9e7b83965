import { Text } from "@mantine/core";
import { useEffect, useRef } from "react";

import { Panel } from "../../kit/panel";
import { useText } from "../language";
import { useCallDetails } from "./use-call-details";

export function TranscriptPanel({ callId }: { callId: string }) {
  const { t, language } = useText();
  const { data } = useCallDetails(callId);
  const lines = data?.transcript ?? [];
  const end = useRef<HTMLOListElement>(null);
  useEffect(() => {
    void end.current?.lastElementChild?.scrollIntoView({ block: "nearest" });
  }, [lines.length]);
  return (
    <Panel title={t("transcript")} grow testId="transcript">
      {lines.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("transcript_empty")}
        </Text>
      )}
      <ol className="transcript" ref={end}>
        {lines.map((line) => (
          <li key={line.id} title={new Date(line.at).toLocaleTimeString(language)}>
            <Text size="xs" c="dimmed">
              {t(`who_${line.who}`)}
            </Text>
            <Text size="sm" fw={line.who === "caller" ? 600 : 400} lang={data?.call.language}>
              {line.text}
              {line.unclear && (
                <Text span size="xs" fw={400} c="dimmed" lang={language}>
                  {" "}
                  ({t("unclear")})
                </Text>
              )}
            </Text>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
