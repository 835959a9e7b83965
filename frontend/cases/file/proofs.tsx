import type { ReactNode } from "react";

import { Panel } from "../../kit/panel";
import type { CaseFile, Proof } from "../api/types";
import { moment } from "../due";
import { useWords } from "../words";
import { FactList } from "./facts";

/** What the citizen agreed to and confirmed: in which words, when, and where it is to be heard. */
export function Proofs({ of: found }: { of: CaseFile }) {
  const { t } = useWords();
  const { consent, read_back } = found;
  const rows: [string, ReactNode][] = [
    [t("consent"), consent ? <Told key="consent" proof={consent} what={t(consent.given ? "consent_given" : "consent_refused")} /> : t("none")],
    [t("read_back"), read_back ? <Told key="read" proof={read_back} what={t("confirmed")} /> : t("none")],
  ];
  return (
    <Panel title={t("proofs")} testId="proofs">
      <FactList rows={rows} />
    </Panel>
  );
}

function Told({ proof, what }: { proof: Proof; what: string }) {
  const { t, language } = useWords();
  return (
    <>
      {what} · {moment(proof.at, language)}
      {proof.name && <div className="quiet">{t("wording", { name: proof.name, version: proof.version ?? "" })}</div>}
      {proof.recording && <div className="quiet">{t("heard_at", { seconds: proof.offset_s ?? 0 })}</div>}
      {proof.said && (
        <ul>
          {proof.said.map((line, at) => (
            <li key={at}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}
