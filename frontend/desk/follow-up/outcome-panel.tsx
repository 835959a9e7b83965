import { Panel } from "../../kit/panel";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { OutcomeButtons } from "./outcome-buttons";
import { useFollowUps } from "./use-follow-ups";

/** After a callback: what came of what this agent has taken. */
export function OutcomePanel({ callId }: { callId: string }) {
  const { t } = useText();
  const { call } = useDesk().snapshot;
  const { owed } = useFollowUps();
  const own = owed.filter((each) => each.call_id === callId && each.taken_by?.me);
  if (call || own.length === 0) return null;
  return (
    <Panel title={t("follow_up_outcome")} testId="outcome">
      {own.map((each) => (
        <OutcomeButtons key={each.id} owed={each} />
      ))}
    </Panel>
  );
}
