import { EmptyState } from "../../kit/empty-state";
import { Panel } from "../../kit/panel";
import { useDesk } from "../desk-context";
import { useText } from "../language";

export function IdleCard() {
  const { t } = useText();
  const ready = useDesk().snapshot.presence.state === "ready";
  return (
    <Panel title={t("call")} grow follows testId="idle-card">
      <EmptyState icon={ready ? "phone" : "pause"} title={t(ready ? "idle_ready" : "idle_not_ready")} hint={t(ready ? "idle_ready_hint" : "idle_not_ready_hint")} />
    </Panel>
  );
}
