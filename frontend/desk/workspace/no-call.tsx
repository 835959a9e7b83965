import { EmptyState } from "../../kit/empty-state";
import { Panel } from "../../kit/panel";
import { useText } from "../language";

export function NoCall() {
  const { t } = useText();
  return (
    <Panel title={t("caller")} grow>
      <EmptyState icon="person" title={t("idle_workspace")} hint={t("idle_workspace_hint")} />
    </Panel>
  );
}
