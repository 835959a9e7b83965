/** Why there is no microphone, as a code that pages translate; `insecure`: the page is neither https nor on localhost. */
export type MicrophoneProblem = "insecure" | "denied" | "missing" | "busy";

export class MicrophoneError extends Error {
  constructor(readonly problem: MicrophoneProblem) {
    super(`no microphone: ${problem}`);
  }
}

const PROBLEMS: Record<string, MicrophoneProblem> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** Echo and noise are taken out for people; a test measures the raw path. Throws MicrophoneError. */
export async function openMicrophone(): Promise<MediaStream> {
  if (!window.isSecureContext || !navigator.mediaDevices) throw new MicrophoneError("insecure");
  const forPeople = !window.__lineTest;
  const audio = { echoCancellation: forPeople, noiseSuppression: forPeople, autoGainControl: forPeople };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio });
  } catch (error) {
    const problem = error instanceof DOMException ? PROBLEMS[error.name] : undefined;
    if (!problem) throw error;
    throw new MicrophoneError(problem);
  }
}

/** Asks for the microphone and lets it go again; null when it is there. */
export async function checkMicrophone(): Promise<MicrophoneProblem | null> {
  try {
    for (const track of (await openMicrophone()).getTracks()) track.stop();
    return null;
  } catch (error) {
    if (error instanceof MicrophoneError) return error.problem;
    throw error;
  }
}
