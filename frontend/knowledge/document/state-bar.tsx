import { Button, Group, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";

import type { Document, Revision } from "../api/types";
import { useHouse } from "../context";
import type { Editor } from "../editor/use-editor";
import { StateBadge } from "../state-badge";
import { useRun } from "../use-run";
import { useWords } from "../words";
import { refusalOf } from "../api/client";
import type { Held } from "./workbench";
import { type StepName, StepOfLife } from "./step-of-life";

interface Props {
  document: Document;
  looked: Revision | null;
  held: Held | null;
  editor: Editor;
  editable: boolean;
  start: () => void;
  changed: () => Promise<unknown>;
  kept: (saved: Held) => Promise<unknown>;
}

/** How far the text has come, and what this person may do with it next. */
export function StateBar({ document, looked, held, editor, editable, start, changed, kept }: Props) {
  const { t } = useWords();
  const { api, me } = useHouse();
  const { run, running } = useRun();
  const [step, setStep] = useState<StepName | null>(null);
  const [conflict, setConflict] = useState(false);

  const save = async (): Promise<boolean> => {
    (window.document.activeElement as HTMLElement | null)?.blur();
    const keep = async () => {
      const text = await editor.settled();
      const saved = held ? await api.save(held.id, held.version, text) : await api.begin(document.document, text, document.digest);
      editor.kept(text);
      await kept(saved);
    };
    return run(keep, (error) => {
      const second = refusalOf(error)?.code === "conflict";
      setConflict(second);
      return second;
    });
  };
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    if (!editable) return;
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
      event.preventDefault();
      void latest.current();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [editable]);

  const own = looked?.author === me.user.username;
  const free = !document.revisions.some((one) => one.author === me.user.username);
  const next = stepsFor(document, looked, own);
  return (
    <div className="state-bar">
      <Group gap="xs">
        <StateBadge state={looked?.state ?? "published"} by={looked?.author} />
        <Text size="sm" role="status" data-testid="saved-state">
          {editable ? t(editor.dirty ? "unsaved" : "saved") : t("read_only")}
        </Text>
      </Group>
      <Group gap="xs">
        {!looked && !editable && free && document.may.edit && (
          <Button size="sm" onClick={start} data-testid="edit">
            {t("edit")}
          </Button>
        )}
        {editable && (
          <Button size="sm" onClick={() => void save()} loading={running} disabled={!editor.dirty && Boolean(looked)} data-testid="save">
            {t("save")}
          </Button>
        )}
        {next.map((name) => (
          <Button
            key={name}
            size="sm"
            variant={name === "submit" || name === "approve" || name === "publish" ? "filled" : "default"}
            disabled={name === "submit" && (editor.dirty || (editor.look?.problems.length ?? 0) > 0)}
            onClick={() => setStep(name)}
            data-testid={name}
          >
            {t(name)}
          </Button>
        ))}
      </Group>
      {conflict && (
        <div role="alert" className="refused" data-testid="conflict">
          <Text size="sm">{t("conflict")}</Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              editor.kept(editor.text);
              void changed();
            }}
          >
            {t("load_newest")}
          </Button>
        </div>
      )}
      {step && looked && <StepOfLife name={step} document={document} revision={own && held ? { ...looked, version: held.version } : looked} changed={changed} close={() => setStep(null)} />}
    </div>
  );
}

function stepsFor(document: Document, looked: Revision | null, own: boolean): StepName[] {
  if (!looked) return [];
  const { review, publish } = document.may;
  switch (looked.state) {
    case "draft":
      return own ? ["submit", "discard"] : [];
    case "in_review":
      return own ? ["withdraw"] : review ? ["approve", "reject"] : [];
    case "approved":
      return [...(publish ? (["publish"] as const) : []), ...(own ? (["withdraw"] as const) : review ? (["reject"] as const) : [])];
    case "scheduled":
      return [...(publish ? (["unschedule"] as const) : []), ...(own ? (["withdraw"] as const) : [])];
  }
}
