import { Checkbox, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";

import type { Both } from "../../desk/language";
import type { After } from "../api/client";
import type { CaseFile, Press, Step } from "../api/types";
import { useHouse } from "../context";
import { useRun } from "../use-run";
import { useWords } from "../words";
import type { Send } from "./case-page";
import { sentence } from "./steps-panel";
import { Sure } from "./sure";

interface Told {
  reason: string;
  papers: string[];
  others: string;
  until: string;
  agency: string;
  into: string;
}

const NOTHING: Told = { reason: "", papers: [], others: "", until: "", agency: "", into: "" };

/** One step with what has to be told along. */
export function StepDialog({ of: found, step, send, close }: { of: CaseFile; step: Step; send: Send; close: () => void }) {
  const { t, language } = useWords();
  const { run, running } = useRun();
  const [told, setTold] = useState(NOTHING);
  const act = useStep(found, step);
  const tell = (changed: Partial<Told>) => setTold({ ...told, ...changed });
  const go = async () => {
    await send(`${step.name} ${JSON.stringify(told)}`, (press) => act(told, press));
    close();
  };
  return (
    <Sure open title={sentence(step.label[language])} ends={step.ends} close={close} running={running} ready={isComplete(step, told, found)} act={() => void run(go)}>
      <Stack gap="sm">
        <Text size="sm">
          {t("leads_to", { state: step.to[language] })} {step.ends && <b>{t("ends")}</b>}
        </Text>
        {step.form === "documents" && <AskedPapers of={found} told={told} tell={tell} />}
        {step.form === "received" && <Papers legend={t("received")} papers={found.owed} chosen={told.papers} choose={(papers) => tell({ papers })} />}
        {step.form === "agency" && <ToAgency of={found} told={told} tell={tell} />}
        {step.form === "reference" && <TextInput label={t("into")} required maxLength={40} value={told.into} onChange={(event) => tell({ into: event.currentTarget.value })} />}
        {step.form !== "received" && (
          <Textarea
            label={t("reason")}
            description={t("reason_hint")}
            required={step.needs_reason}
            autosize
            minRows={2}
            maxLength={2000}
            value={told.reason}
            onChange={(event) => tell({ reason: event.currentTarget.value })}
          />
        )}
      </Stack>
    </Sure>
  );
}

function useStep(found: CaseFile, step: Step): (told: Told, press: Press) => Promise<After> {
  const { api } = useHouse();
  return (told, press) => {
    const { reason } = told;
    const to = (action: string, body: object) => api.act(found.reference, action, { ...press, ...body });
    if (step.form === "documents") return to("ask", { labels: asked(found, told), until: told.until || null, reason });
    if (step.form === "received") return to("receive", { names: told.papers });
    if (step.form === "agency") return to("pass-on", { agency: told.agency, reason, step: step.name });
    if (step.form === "reference") return to("merge", { into: told.into.trim(), reason });
    return api.step(found.reference, step.name, { ...press, reason });
  };
}

/** Requirements by their place in the service's list, and lines of one's own, the same words in both languages. */
function asked(found: CaseFile, told: Told): Both[] {
  const listed = told.papers.flatMap((at) => found.requirements[Number(at)] ?? []).map(({ id, en }) => ({ id: id.slice(0, 160), en: en.slice(0, 160) }));
  const others = told.others
    .split("\n")
    .map((line) => line.trim().slice(0, 160))
    .filter(Boolean);
  return [...listed, ...others.map((line) => ({ id: line, en: line }))];
}

function isComplete(step: Step, told: Told, found: CaseFile): boolean {
  const papers = step.form === "documents" ? asked(found, told).length : told.papers.length;
  if (step.form === "documents" && (papers < 1 || papers > 12)) return false;
  if (step.form === "received" && papers < 1) return false;
  if (step.form === "agency" && !told.agency) return false;
  if (step.form === "reference" && !told.into.trim()) return false;
  return !step.needs_reason || told.reason.trim() !== "";
}

interface Part {
  of: CaseFile;
  told: Told;
  tell: (changed: Partial<Told>) => void;
}

function AskedPapers({ of: found, told, tell }: Part) {
  const { t } = useWords();
  const papers = found.requirements.map((label, at) => ({ name: String(at), label }));
  return (
    <>
      <Papers legend={t("papers")} papers={papers} chosen={told.papers} choose={(chosen) => tell({ papers: chosen })} />
      <Textarea label={t("paper_other")} autosize minRows={1} maxLength={1500} value={told.others} onChange={(event) => tell({ others: event.currentTarget.value })} />
      <TextInput type="date" label={t("until")} value={told.until} onChange={(event) => tell({ until: event.currentTarget.value })} />
    </>
  );
}

function ToAgency({ of: found, told, tell }: Part) {
  const { language, t } = useWords();
  const { me } = useHouse();
  const others = Object.entries(me.agencies).filter(([code]) => code !== found.agency);
  return (
    <NativeSelect
      label={t("to_agency")}
      required
      value={told.agency}
      onChange={(event) => tell({ agency: event.currentTarget.value })}
      data={[{ value: "", label: "" }, ...others.map(([value, name]) => ({ value, label: name[language] }))]}
    />
  );
}

function Papers({ legend, papers, chosen, choose }: { legend: string; papers: { name: string; label: Both }[]; chosen: string[]; choose: (names: string[]) => void }) {
  const { language } = useWords();
  if (papers.length === 0) return null;
  return (
    <Checkbox.Group label={legend} value={chosen} onChange={choose}>
      <Stack gap={6} mt={6}>
        {papers.map((paper) => (
          <Checkbox key={paper.name} value={paper.name} label={paper.label[language]} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
