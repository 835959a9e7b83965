import { Button, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { dayText } from "../../desk/knowledge/card-texts";
import { Icon } from "../../kit/icon";
import type { Document, Revision } from "../api/types";
import { useHouse } from "../context";
import type { Editor } from "../editor/use-editor";
import { useRun } from "../use-run";
import { useWords } from "../words";
import type { Held } from "./workbench";
import { ChangeTable } from "./changes";

interface Props {
  document: Document;
  looked: Revision | null;
  held: Held | null;
  editor: Editor;
  start: () => void;
  changed: () => Promise<unknown>;
}

/** What whoever works here should know first. */
export function Notices({ document, looked, held, editor, start, changed }: Props) {
  const { t } = useWords();
  const { api, me } = useHouse();
  const { run, running } = useRun();
  const mine = looked?.author === me.user.username;
  const others = document.revisions.filter((one) => one.author !== me.user.username && one.id !== looked?.id);
  const takeUp = async () => {
    if (!held) return;
    const text = await editor.settled();
    await api.save(held.id, held.version, text, document.digest);
    editor.kept(text);
    await changed();
  };
  return (
    <>
      {looked?.back && (
        <Notice testId="sent-back">{t(looked.back.kind === "rejected" ? "back_rejected" : "back_refused", { name: looked.back.person, why: looked.back.why })}</Notice>
      )}
      {looked?.due_at && <Notice>{t("scheduled_for", { day: dayText(new Date(looked.due_at).toLocaleDateString("sv-SE")) })}</Notice>}
      {looked?.approved_by && <Notice>{t("approved_by", { name: looked.approved_by })}</Notice>}
      {others.map((one) => (
        <Notice key={one.id} testId="others-draft">
          {t("others_draft", { name: one.author })}
        </Notice>
      ))}
      {looked?.stale && (
        <Notice testId="stale">
          {t("stale")}
          <ChangeTable changes={looked.stale} />
          {mine && looked.state === "draft" && (
            <Button size="compact-sm" variant="default" loading={running} onClick={() => void run(takeUp)} data-testid="take-up">
              {t("take_up")}
            </Button>
          )}
        </Notice>
      )}
      {document.shipped && !looked && (
        <Notice testId="shipped">
          {t("shipped_changed")}{" "}
          {document.may.edit && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                start();
                editor.write(document.shipped?.text ?? "");
              }}
            >
              {t("use_file")}
            </Button>
          )}
        </Notice>
      )}
    </>
  );
}

function Notice({ children, testId }: { children: ReactNode; testId?: string }) {
  return (
    <div className="notice" data-testid={testId}>
      <Icon name="warning" size={16} />
      <Text size="sm" component="div">
        {children}
      </Text>
    </div>
  );
}
