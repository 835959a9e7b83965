import { Text } from "@mantine/core";
import { useRef } from "react";

import type { Problem } from "../api/types";
import { useWords } from "../words";
import type { Editor } from "./use-editor";

interface Props {
  editor: Editor;
  readOnly: boolean;
}

/** The text itself, with its line numbers, and its problems; each leads to its line. */
export function TextEditor({ editor, readOnly }: Props) {
  const { t } = useWords();
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const lines = editor.text.split("\n");
  const wrong = new Set(editor.look?.problems.filter((problem) => !problem.file).map((problem) => problem.line));
  const toLine = (problem: Problem) => {
    const field = area.current;
    if (!field) return;
    const before = lines.slice(0, problem.line - 1).join("\n").length + (problem.line > 1 ? 1 : 0);
    field.focus();
    field.setSelectionRange(before, before + (lines[problem.line - 1]?.length ?? 0));
    field.scrollTop = ((problem.line - 4) * field.scrollHeight) / lines.length;
  };
  return (
    <>
      <Problems problems={editor.look?.problems ?? null} toLine={toLine} />
      <div className="source">
        <div className="gutter" ref={gutter} aria-hidden>
          {lines.map((_, at) => (
            <div key={at} data-wrong={wrong.has(at + 1) || undefined}>
              {at + 1}
            </div>
          ))}
        </div>
        <textarea
          ref={area}
          aria-label={t("text_label")}
          value={editor.text}
          readOnly={readOnly}
          onChange={(event) => editor.write(event.currentTarget.value)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
          spellCheck={false}
          wrap="off"
          maxLength={256_000}
          data-testid="text"
        />
      </div>
    </>
  );
}

export function Problems({ problems, toLine }: { problems: Problem[] | null; toLine: (problem: Problem) => void }) {
  const { t } = useWords();
  return (
    <div role="status" className="problems" data-testid="problems">
      {problems === null && <Text size="sm">{t("loading")}</Text>}
      {problems?.length === 0 && <Text size="sm">{t("no_problems")}</Text>}
      {problems !== null && problems.length > 0 && (
        <ul className="plain-problems">
          {problems.map((problem) => (
            <li key={`${problem.file}:${problem.line}:${problem.column}:${problem.text}`}>
              {problem.file ? (
                <b>
                  {problem.file}:{problem.line}
                </b>
              ) : (
                <button type="button" className="to-line" onClick={() => toLine(problem)}>
                  {t("line", { line: problem.line })}
                </button>
              )}{" "}
              {problem.text}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
