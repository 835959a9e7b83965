import { Tabs, Text } from "@mantine/core";
import { useState } from "react";

import type { Document, Revision } from "../api/types";
import { ArticleForm } from "../editor/article-form";
import { EditingContext } from "../editor/fields";
import { ServiceForm } from "../editor/service-form";
import { Problems, TextEditor } from "../editor/text-editor";
import { useEditor } from "../editor/use-editor";
import { useHouse } from "../context";
import { useWords } from "../words";
import { Changes } from "./changes";
import { History } from "./history";
import { Notices } from "./notices";
import { Preview } from "./preview";
import { StateBar } from "./state-bar";

export interface Held {
  id: string;
  version: number;
}

interface Props {
  document: Document;
  looked: Revision | null;
  tab: string | null;
  setTab: (tab: string | null) => void;
  changed: () => Promise<unknown>;
  saved: (id: string) => Promise<unknown>;
}

/** The text that is looked at, by form or as text, with its preview; remade when another text is looked at. */
export function Workbench({ document, looked, tab, setTab, changed, saved }: Props) {
  const { t } = useWords();
  const { me } = useHouse();
  const [started, setStarted] = useState(false);
  /* The version that this text is of, whatever others have saved since. */
  const [held, setHeld] = useState<Held | null>(looked);
  const editor = useEditor(document.document, looked?.text ?? document.text ?? "");
  const editable = looked ? looked.author === me.user.username && looked.state === "draft" : started;
  const isService = document.document.startsWith("service:");
  const kept = async (saving: Held) => {
    setHeld(saving);
    await saved(saving.id);
  };
  const toText = () => setTab("text");
  return (
    <EditingContext value={{ editor, readOnly: !editable }}>
      <StateBar document={document} looked={looked} held={held} editor={editor} editable={editable} start={() => setStarted(true)} changed={changed} kept={kept} />
      <Notices document={document} looked={looked} held={held} editor={editor} start={() => setStarted(true)} changed={changed} />
      <div className="bench">
        <Tabs value={tab} onChange={setTab} className="panel" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="form">{t("tab_form")}</Tabs.Tab>
            <Tabs.Tab value="text">{t("tab_text")}</Tabs.Tab>
            <Tabs.Tab value="changes">{t("tab_changes")}</Tabs.Tab>
            <Tabs.Tab value="history">{t("tab_history")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="form" className="bench-body">
            {(editor.look?.problems.length ?? 0) > 0 && <Problems problems={editor.look?.problems ?? null} toLine={toText} />}
            {editor.look && !editor.look.form && <Text size="sm">{t("no_form")}</Text>}
            {editor.look?.form && (isService ? <ServiceForm /> : <ArticleForm />)}
            {!editor.look && <Text size="sm">{t("loading")}</Text>}
          </Tabs.Panel>
          <Tabs.Panel value="text" className="bench-body">
            <TextEditor editor={editor} readOnly={!editable} />
          </Tabs.Panel>
          <Tabs.Panel value="changes" className="bench-body">
            {editor.look ? <Changes changes={editor.look.changes} lines={editor.look.lines} /> : <Text size="sm">{t("loading")}</Text>}
          </Tabs.Panel>
          <Tabs.Panel value="history" className="bench-body">
            <History document={document} changed={changed} />
          </Tabs.Panel>
        </Tabs>
        <Preview look={editor.look} />
      </div>
    </EditingContext>
  );
}
