import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";

import { Panel } from "../../kit/panel";
import type { CaseFile } from "../api/types";
import { Due, moment } from "../due";
import { useWords } from "../words";

/** The clock, and how this case hangs together with others. */
export function Facts({ of: found }: { of: CaseFile }) {
  const { t, language } = useWords();
  const { clock, identity } = found;
  const when = (at: string) => moment(at, language);
  const rows: [string, ReactNode][] = [[t("filed_at"), when(found.filed_at)]];
  if (clock?.limit) rows.push([t("limit"), `${clock.limit.value} ${t(`unit_${clock.limit.unit}`)}`]);
  if (clock) rows.push([t("started"), clock.started_at ? when(clock.started_at) : t("not_started")]);
  if (clock?.paused_at) rows.push([t("paused"), when(clock.paused_at)]);
  if (clock?.stopped_at) rows.push([t("stopped"), when(clock.stopped_at)]);
  if (found.due_at) rows.push([t("due"), <Due key="due" of={found} />]);
  if (found.due_at) rows.push(["", <span key="exact" className="quiet">{when(found.due_at)}</span>]);
  if (found.owed.length > 0) rows.push([t("owes"), <Owes key="owes" of={found} />]);
  if (found.appointment) rows.push([t("appointment"), `${when(found.appointment.starts)}, ${found.appointment.location}`]);
  rows.push([t("identity"), t(identity.verified ? "identity_verified" : "identity_open", { level: identity.required })]);
  if (found.merged_into) rows.push([t("merged_into"), <Anchor key="into" href={`#${found.merged_into}`}>{found.merged_into}</Anchor>]);
  if (found.parent) rows.push([t("parent"), <Anchor key="parent" href={`#${found.parent}`}>{found.parent}</Anchor>]);
  return (
    <Panel title={t("clock")} testId="clock">
      <FactList rows={rows} />
    </Panel>
  );
}

export function FactList({ rows }: { rows: [string, ReactNode][] }) {
  return (
    <dl className="facts">
      {rows.map(([label, value], at) => (
        <div key={at} className="fact">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Owes({ of: found }: { of: CaseFile }) {
  const { t, language } = useWords();
  return (
    <ul className="plain">
      {found.owed.map((owed) => (
        <li key={owed.name}>
          {owed.label[language]}
          {owed.until && <span className="quiet"> · {`${t("until")} ${new Date(owed.until).toLocaleDateString(language, { dateStyle: "medium" })}`}</span>}
        </li>
      ))}
    </ul>
  );
}
