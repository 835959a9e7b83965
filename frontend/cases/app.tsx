import { Anchor, Button, Center, Loader, MantineProvider, Stack, Text } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";

import { ApiError } from "../desk/api/api-error";
import { styleNonce } from "../desk/config";
import { LanguageChoice } from "../desk/language";
import { colours, theme } from "../desk/theme";
import { useLanguageChoice } from "../desk/use-language-choice";
import type { CasesApi } from "./api/client";
import { House } from "./house";
import { useWords } from "./words";

const RETRIES = 2;
const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: (failures, error) => failures < RETRIES && !(error instanceof ApiError && error.status >= 400 && error.status < 500) },
  },
});

interface Props {
  api: CasesApi;
  config: { demo: boolean; language: string };
}

export function App({ api, config }: Props) {
  const choice = useLanguageChoice(config.language);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={colours} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <QueryClientProvider client={queries}>
        <LanguageChoice value={choice}>
          <Notifications position="bottom-right" limit={2} autoClose={4000} />
          <SignedIn api={api} demo={config.demo} />
        </LanguageChoice>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function SignedIn({ api, demo }: { api: CasesApi; demo: boolean }) {
  const { t } = useWords();
  const { data: me, error, refetch } = useQuery({ queryKey: ["me"], queryFn: () => api.me(), staleTime: Infinity });
  if (me) return <House api={api} me={me} demo={demo} />;
  const signedOut = error instanceof ApiError && error.status === 401;
  return (
    <Center h="100vh" component="main">
      {error ? (
        <Stack align="center">
          <Text>{t(signedOut ? "signed_out" : "not_loaded")}</Text>
          {signedOut ? <Anchor href="/desk/login">{t("sign_in")}</Anchor> : <Button onClick={() => void refetch()}>{t("try_again")}</Button>}
        </Stack>
      ) : (
        <Loader aria-label={t("loading")} />
      )}
    </Center>
  );
}
