import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";

import { ErrorBoundary } from "../kit/error-boundary";
import type { DeskApi } from "./api/client";
import { ApiError } from "./api/api-error";
import { type DeskConfig, styleNonce } from "./config";
import { LanguageChoice, translate } from "./language";
import type { DeskSocket } from "./server/desk-socket";
import { SignedIn } from "./signed-in";
import { colours, theme } from "./theme";
import { useLanguageChoice } from "./use-language-choice";

const RETRIES = 3;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < RETRIES && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      refetchOnWindowFocus: false,
    },
  },
});

interface Props {
  config: DeskConfig;
  api: DeskApi;
  socket: DeskSocket;
}

export function App({ config, api, socket }: Props) {
  const choice = useLanguageChoice(config.language);
  const say = (key: "part_failed" | "try_again") => translate(choice.language, key);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={colours} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <QueryClientProvider client={queries}>
        <LanguageChoice value={choice}>
          <Notifications position="bottom-left" limit={3} />
          <ErrorBoundary title={say("part_failed")} retry={say("try_again")}>
            <SignedIn api={api} socket={socket} config={config} />
          </ErrorBoundary>
        </LanguageChoice>
      </QueryClientProvider>
    </MantineProvider>
  );
}
