import { EmptyState } from "../../kit/empty-state";
import { Panel } from "../../kit/panel";
import { useDesk } from "../desk-context";
import { FollowUpsPanel } from "../follow-up/follow-ups-panel";
import { useText } from "../language";

/** Between calls: who is owed a call or an ear, or that nobody is. */
export function NoCall() {
  const { t } = useText();
  if (useDesk().snapshot.follow_ups.count > 0) return <FollowUpsPanel />;
  return (
    <Panel title={t("caller")} grow>
      <EmptyState icon="person" title={t("idle_workspace")} hint={t("idle_workspace_hint")} />
    </Panel>
  );
}
