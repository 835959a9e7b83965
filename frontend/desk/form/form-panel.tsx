import { Badge, Text } from "@mantine/core";

import { EmptyState } from "../../kit/empty-state";
import { Panel } from "../../kit/panel";
import { useCallDetails } from "../call/use-call-details";
import { useText } from "../language";
import { useWork } from "../workspace/workspace";
import { ServiceForm } from "./service-form";
import { useServiceForm } from "./use-service-form";

/** The form of the service that the agent chose, or that the IVR heard. */
export function FormPanel({ callId }: { callId: string }) {
  const { t } = useText();
  const { draft } = useWork();
  const { data: details, isPending } = useCallDetails(callId);
  const code = draft.service ?? details?.heard.service ?? null;
  const { data: service, isError } = useServiceForm(code);
  const title = service?.card.name ?? t("form");
  if (service && (details || !isPending)) {
    return <ServiceForm key={code} callId={callId} service={service} heard={details?.heard.slots ?? {}} />;
  }
  return (
    <Panel title={title} grow aside={code && <Badge>{code}</Badge>}>
      {isError && <Text size="sm">{t("form_not_loaded")}</Text>}
      {!code && !isPending && <EmptyState icon="search" title={t("form_none")} hint={t("form_none_hint")} />}
      {code && !isError && <Text size="sm">{t("loading")}</Text>}
    </Panel>
  );
}
