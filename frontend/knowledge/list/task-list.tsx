import { Anchor, Button, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Ago } from "../../kit/ago";
import { Panel } from "../../kit/panel";
import type { Row, Task } from "../api/types";
import { useHouse } from "../context";
import { StepDialog } from "../step-dialog";
import { useWords } from "../words";

/** Doubts that are open, and their answers. `titles` unset: of one document alone. */
export function TaskList({ tasks, titles }: { tasks: Task[]; titles?: Row[] }) {
  const { t, language, named } = useWords();
  const [answering, setAnswering] = useState<Task | null>(null);
  const name = (task: Task) => titles?.find((row) => row.document === task.document)?.title[language] ?? task.document;
  return (
    <Panel title={t("tasks")} testId="tasks">
      {tasks.length === 0 && <Text size="sm">{t("no_tasks")}</Text>}
      <ul className="plain">
        {tasks.map((task) => (
          <li key={task.id}>
            <span>
              {titles && (
                <Anchor href={`#${task.document}`} size="sm">
                  {name(task)}
                </Anchor>
              )}{" "}
              {named("reason", task.reason)}, {t("times", { count: task.times })}{" "}
              <Text size="xs" c="dimmed" span>
                <Ago at={task.last_at} language={language} />
              </Text>
            </span>
            <Button size="compact-sm" variant="default" onClick={() => setAnswering(task)} aria-label={`${t("answer_task")}: ${name(task)}`} data-testid={`answer-${task.id}`}>
              {t("answer_task")}
            </Button>
          </li>
        ))}
      </ul>
      {answering && <Answer task={answering} close={() => setAnswering(null)} />}
    </Panel>
  );
}

function Answer({ task, close }: { task: Task; close: () => void }) {
  const { t } = useWords();
  const { api } = useHouse();
  const queries = useQueryClient();
  const act = async (answer: string) => {
    await api.closeTask(task.id, answer);
    await queries.invalidateQueries();
  };
  return <StepDialog title={t("answer_task_title")} hint={t("answer_task_hint")} confirm={t("answer_task")} reason={t("answer")} act={act} close={close} />;
}
