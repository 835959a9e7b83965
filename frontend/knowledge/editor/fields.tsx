import { Checkbox, NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import { createContext, useContext, useState } from "react";

import { isLanguage } from "../../desk/language";
import type { Path, Value } from "../api/types";
import { useWords } from "../words";
import type { Editor } from "./use-editor";

interface Editing {
  editor: Editor;
  readOnly: boolean;
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error("no editor around this field");
  return editing;
}

/** What stands at a place of plain JSON; undefined for nothing. */
export function at(value: Value | undefined, path: Path): Value | undefined {
  return path.reduce<Value | undefined>((found, step) => {
    if (Array.isArray(found)) return typeof step === "number" ? found[step] : undefined;
    return found && typeof found === "object" ? found[step] : undefined;
  }, value);
}

interface FieldProps {
  label: string;
  path: Path;
  lines?: number;
  lang?: string;
  optional?: boolean;
  hint?: string;
}

/** Words at one place; what was typed goes into the text when the field is left. */
export function WordsField({ label, path, lines = 1, lang, optional, hint }: FieldProps) {
  const { editor, readOnly } = useEditing();
  const stands = String(at(editor.look?.form ?? null, path) ?? "");
  const [typed, setTyped] = useState<string | null>(null);
  const leave = () => {
    if (typed !== null && typed !== stands && (typed.trim() !== "" || optional)) editor.set(path, typed.trim() === "" ? null : typed);
    setTyped(null);
  };
  const shared = { label, readOnly, lang, description: hint, value: typed ?? stands, onBlur: leave, maxLength: 4000 };
  if (lines > 1) return <Textarea {...shared} autosize minRows={lines} maxRows={14} onChange={(event) => setTyped(event.currentTarget.value)} />;
  return <TextInput {...shared} onChange={(event) => setTyped(event.currentTarget.value)} />;
}

/** Both languages side by side. */
export function BothField({ label, path, lines, optional }: FieldProps) {
  const { t } = useWords();
  return (
    <div className="both">
      {["id", "en"].filter(isLanguage).map((language) => (
        <WordsField key={language} label={`${label} (${t(`in_${language}`)})`} path={[...path, language]} lines={lines} lang={language} optional={optional} />
      ))}
    </div>
  );
}

export function NumberField({ label, path, optional }: FieldProps) {
  const { editor, readOnly } = useEditing();
  const stands = at(editor.look?.form ?? null, path);
  const [typed, setTyped] = useState<string | number | null>(null);
  const leave = () => {
    const given = typed === null || typed === "" ? null : Number(typed);
    if (typed !== null && given !== stands && (given !== null || optional)) editor.set(path, given);
    setTyped(null);
  };
  return (
    <NumberInput
      label={label}
      readOnly={readOnly}
      value={typed ?? (typeof stands === "number" ? stands : "")}
      onChange={setTyped}
      onBlur={leave}
      allowDecimal={false}
      allowNegative={false}
      thousandSeparator="."
      decimalSeparator=","
      hideControls
    />
  );
}

export function ChoiceField({ label, path, options }: FieldProps & { options: { value: string; label: string }[] }) {
  const { editor, readOnly } = useEditing();
  const stands = at(editor.look?.form ?? null, path);
  return (
    <Select
      label={label}
      readOnly={readOnly}
      allowDeselect={false}
      data={options}
      value={typeof stands === "string" ? stands : null}
      onChange={(chosen) => chosen && chosen !== stands && editor.set(path, chosen)}
    />
  );
}

export function MarkField({ label, path }: FieldProps) {
  const { editor, readOnly } = useEditing();
  const stands = at(editor.look?.form ?? null, path) === true;
  return (
    <Checkbox
      label={label}
      checked={stands}
      disabled={readOnly}
      onChange={(event) => editor.set(path, event.currentTarget.checked ? true : null)}
      className="mark"
    />
  );
}
