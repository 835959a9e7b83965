import { Alert, Anchor, Button, Center, Stack } from "@mantine/core";

import { TONES } from "../kit/tones";
import { useText } from "./language";

export function StartProblem({ signedOut, retry }: { signedOut: boolean; retry: () => void }) {
  const { t } = useText();
  return (
    <Center h="100vh" component="main">
      <Alert color={TONES.danger} variant="outline" role="alert" title={t(signedOut ? "signed_out" : "not_loaded")}>
        <Stack align="start">
          {signedOut ? <Anchor href="/desk/login">{t("sign_in")}</Anchor> : <Button onClick={retry}>{t("try_again")}</Button>}
        </Stack>
      </Alert>
    </Center>
  );
}
