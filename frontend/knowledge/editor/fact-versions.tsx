import { Button, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";

import type { Path, Value } from "../api/types";
import { useWords } from "../words";
import { at, useEditing, WordsField } from "./fields";

interface Version {
  path: Path;
  from: string | null;
}

interface Props {
  name: string;
  title: string;
  /** The fields of one version, at its place in the text. */
  children: (path: Path) => ReactNode;
}

/** A fact that may change on a day: one value, or one for each day from which it holds. */
export function Fact({ name, title, children }: Props) {
  const { t } = useWords();
  const { editor } = useEditing();
  const form = editor.look?.form ?? null;
  const versions = versionsOf(at(form, [name]), name);
  return (
    <fieldset className="fact" data-testid={`fact-${name}`}>
      <legend>{title}</legend>
      {versions.map((version) => (
        <div key={version.path.join(".")} className="version">
          {version.from !== null && <WordsField label={t("fact_valid_from")} path={[...version.path, "valid_from"]} hint={t("day_hint")} />}
          {children(version.path)}
        </div>
      ))}
      {versions.length > 0 && <NewVersion name={name} />}
    </fieldset>
  );
}

function NewVersion({ name }: { name: string }) {
  const { t } = useWords();
  const { editor, readOnly } = useEditing();
  const [day, setDay] = useState("");
  if (readOnly) return null;
  const add = () => {
    const form = editor.look?.form ?? null;
    const versions = at(form, [name, "versions"]);
    if (Array.isArray(versions)) editor.set([name, "versions", versions.length], { ...object(versions[versions.length - 1]), valid_from: day });
    else {
      const stands = at(form, [name]) ?? null;
      const told = Array.isArray(stands) ? { items: stands } : object(stands);
      const first = at(form, ["valid_from"]) ?? "2014-01-01";
      editor.set([name], { versions: [{ valid_from: first, ...told }, { ...told, valid_from: day }] });
    }
    setDay("");
  };
  return (
    <div className="new-version">
      <TextInput label={t("new_version")} type="date" size="xs" value={day} onChange={(event) => setDay(event.currentTarget.value)} />
      <Button size="xs" variant="default" disabled={!day} onClick={add}>
        {t("add_version")}
      </Button>
    </div>
  );
}

function versionsOf(value: Value | undefined, name: string): Version[] {
  const listed = at(value, ["versions"]);
  if (Array.isArray(listed)) return listed.map((one, place) => ({ path: [name, "versions", place], from: String(at(one, ["valid_from"]) ?? "") }));
  return value === undefined ? [] : [{ path: [name], from: null }];
}

function object(value: Value | undefined): { [key: string]: Value } {
  return value && typeof value === "object" && !Array.isArray(value) ? value : {};
}
