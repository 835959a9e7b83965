import { Button } from "@mantine/core";
import { useState } from "react";

import { Panel } from "../../kit/panel";
import { useCallDetails } from "../call/use-call-details";
import { useText } from "../language";
import { ServiceCardView } from "./service-card-view";
import { ServiceSearch } from "./service-search";

/** Search over the services, and the card of the one that was opened, or that the caller asked for. */
export function KnowledgePanel({ callId }: { callId: string | null }) {
  return callId ? <DuringCall callId={callId} /> : <Knowledge callLanguage={null} heard={null} callId={null} />;
}

function DuringCall({ callId }: { callId: string }) {
  const { data } = useCallDetails(callId);
  return <Knowledge callLanguage={data?.call.language ?? null} heard={data?.heard.service ?? null} callId={callId} />;
}

interface Props {
  callLanguage: string | null;
  heard: string | null;
  callId: string | null;
}

function Knowledge({ callLanguage, heard, callId }: Props) {
  const { t, language } = useText();
  /* Undefined: nothing was opened or closed yet, so what the caller asked for is shown. */
  const [opened, setOpened] = useState<string | null | undefined>();
  const code = opened === undefined ? heard : opened;
  const back = code && (
    <Button size="compact-sm" variant="default" onClick={() => setOpened(null)} data-testid="back-to-results">
      {t("back_to_results")}
    </Button>
  );
  return (
    <Panel title={t("knowledge")} grow aside={back}>
      <ServiceSearch open={setOpened} language={callLanguage ?? language} callId={callId} hidden={Boolean(code)} />
      {code && <ServiceCardView key={code} code={code} callLanguage={callLanguage ?? language} callId={callId} />}
    </Panel>
  );
}
