import { Button, Text } from "@mantine/core";
import { useState } from "react";

import { Panel } from "../../kit/panel";
import type { CaseFile } from "../api/types";
import { useHouse } from "../context";
import { DeliveryState } from "../delivery-state";
import { useRun } from "../use-run";
import { useWords } from "../words";
import type { Send } from "./case-page";
import { Sure } from "./sure";

/** How the case reached its agency. What has arrived is sent again only after a question. */
export function DeliveryPanel({ of: found, send }: { of: CaseFile; send: Send }) {
  const { t } = useWords();
  const { api } = useHouse();
  const { run, running } = useRun();
  const [asked, setAsked] = useState(false);
  const again = async () => {
    await send("send-again", (press) => api.act(found.reference, "send-again", press));
    setAsked(false);
  };
  const { delivery } = found;
  return (
    <Panel title={t("delivery")} testId="delivery">
      <DeliveryState of={delivery} />
      {delivery.attempts > 0 && <span className="quiet"> · {t("attempts", { count: delivery.attempts })}</span>}
      {delivery.error && <Text size="sm">{delivery.error}</Text>}
      <div>
        <Button mt={8} size="compact-sm" variant="default" loading={running} onClick={() => (delivery.state === "delivered" ? setAsked(true) : void run(again))}>
          {t("send_again")}
        </Button>
      </div>
      <Sure open={asked} title={t("send_again")} close={() => setAsked(false)} running={running} act={() => void run(again)}>
        <Text size="sm">{t("send_again_sure")}</Text>
      </Sure>
    </Panel>
  );
}
