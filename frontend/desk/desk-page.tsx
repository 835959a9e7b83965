import type { ReactNode } from "react";

import { ErrorBoundary } from "../kit/error-boundary";
import { Banners } from "./banners";
import { CallerCard } from "./call/caller-card";
import { LeftColumn } from "./call/left-column";
import { useDesk } from "./desk-context";
import { OutcomePanel } from "./follow-up/outcome-panel";
import { FormPanel } from "./form/form-panel";
import { HeaderBar } from "./header/header-bar";
import { KnowledgePanel } from "./knowledge/knowledge-panel";
import { useText } from "./language";
import { NotesPanel } from "./workspace/notes-panel";
import { NoCall } from "./workspace/no-call";
import { Workspace } from "./workspace/workspace";

function Part({ children }: { children: ReactNode }) {
  const { t } = useText();
  return (
    <ErrorBoundary title={t("part_failed")} retry={t("try_again")}>
      {children}
    </ErrorBoundary>
  );
}

/** Three columns under a bar: the call, its caller and form, and what the agent knows. */
export function DeskPage({ signedOut }: { signedOut: boolean }) {
  const { t } = useText();
  const { snapshot } = useDesk();
  const callId = snapshot.call?.id ?? snapshot.wrap_up?.call_id ?? null;
  return (
    <Workspace key={callId} callId={callId}>
      <div className="desk">
        <HeaderBar />
        <Banners signedOut={signedOut} />
        <main className="columns" aria-label={t("desk")}>
          <div className="column">
            <Part>
              <LeftColumn callId={callId} />
            </Part>
          </div>
          <div className="column">
            <Part>
              {callId ? (
                <>
                  <OutcomePanel callId={callId} />
                  <CallerCard callId={callId} />
                  <FormPanel callId={callId} />
                </>
              ) : (
                <NoCall />
              )}
            </Part>
          </div>
          <div className="column">
            <Part>
              <KnowledgePanel callId={callId} />
              {callId && <NotesPanel callId={callId} />}
            </Part>
          </div>
        </main>
      </div>
    </Workspace>
  );
}
