import { Line } from "../audio/line";
import { MicrophoneError, type MicrophoneProblem } from "../audio/microphone";
import type { Ticket } from "../audio/ticket";
import { Captions } from "./captions";
import { Keypad } from "./keypad";
import { keepMessage, part, readConfig, showKeptMessages } from "./page";
import "./phone.css";

const config = readConfig();
const line = new Line({ getToken: async () => (await ticket()).token, workletUrl: config.workletUrl });
const captions = new Captions(part("captions"), config.captionsUrl);
const number = part("number") as HTMLInputElement;
const LOUD = 0.25;
/** A key pressed so soon after a call was meant for it, and is no digit of the next number. */
const MEANT_FOR_CALL_MS = 4000;
let ringing: string | null = null;
let endedAt = -Infinity;

async function ticket(): Promise<Ticket> {
  const response = await fetch(config.ticketUrl, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`ticket: ${response.status}`);
  return (await response.json()) as Ticket;
}

function show(state: string): void {
  document.body.dataset.state = state;
  part("status").textContent = config.texts[state] ?? state;
}

function warn(problem: MicrophoneProblem): void {
  const warning = part("warning");
  warning.textContent = config.texts[`microphone_${problem}`] ?? problem;
  warning.hidden = false;
}

/** Runs what needs the microphone; without one the warning says why, and the page is as before. */
async function withSound(act: () => Promise<void>): Promise<void> {
  const before = document.body.dataset.state ?? "idle";
  try {
    await act();
    part("warning").hidden = true;
  } catch (error) {
    if (!(error instanceof MicrophoneError)) throw error;
    warn(error.problem);
    show(before === "dialing" ? "idle" : before);
  }
}

/** Green: answers what rings, or dials the number. */
async function green(): Promise<void> {
  const to = number.value.trim();
  const waiting = ringing;
  if (waiting) await withSound(() => line.answer(waiting));
  else if (!line.call && to && document.body.dataset.state !== "dialing") {
    await withSound(() => {
      show("dialing");
      return line.dial(to);
    });
  }
}

function red(): void {
  if (ringing) line.reject(ringing);
  else line.hangup();
}

function press(key: string): void {
  if (inCall()) line.sendDigits(key);
  else if (performance.now() - endedAt > MEANT_FOR_CALL_MS) number.value += key;
}

function inCall(): boolean {
  return line.call !== null && !ringing;
}

function begin(call: string): void {
  ringing = null;
  captions.follow(call);
  show("talking");
}

function end(status: string): void {
  ringing = null;
  endedAt = performance.now();
  captions.finish();
  show(status === "completed" ? "ended" : status);
  void line.closeSound();
}

line.on("registered", ({ call, identity }) => {
  part("own-number").textContent = identity;
  if (call) captions.follow(call);
  if (call) show(line.answered ? "resume" : ringing ? "ringing" : "dialing");
  else if (document.body.dataset.state === "connecting") show("idle");
});
line.on("reconnected", ({ call }) => {
  if (!call && document.body.dataset.state === "disconnected") show("idle");
});
line.on("resumed", ({ call }) => begin(call));
line.on("dialing", ({ call }) => captions.follow(call));
line.on("incoming", ({ call, from }) => {
  ringing = call;
  number.value = from;
  show("ringing");
});
line.on("answered", ({ call }) => begin(call));
line.on("ended", ({ status }) => end(status));
line.on("error", ({ text }) => {
  console.warn(text);
  if (document.body.dataset.state === "dialing" && !line.call) show("failed");
});
line.on("message", ({ from, body }) => keepMessage(from, body));
line.on("microphone", ({ problem }) => warn(problem));
line.on("disconnected", ({ final }) => show(final ? "replaced" : "disconnected"));
line.on("level", ({ heard, spoken }) => {
  (part("level-out") as HTMLMeterElement).value = Math.min(1, spoken / LOUD);
  (part("level-in") as HTMLMeterElement).value = Math.min(1, heard / LOUD);
});

part("green").addEventListener("click", () => void green());
part("red").addEventListener("click", red);
number.addEventListener("keydown", ({ key }) => {
  if (key === "Enter") void green();
});
new Keypad(inCall, press);
showKeptMessages();
if (!window.isSecureContext) warn("insecure");
if (window.__lineTest) window.__line = line;

async function start(): Promise<void> {
  show("connecting");
  try {
    const { url, token } = await ticket();
    line.connect(url, token);
  } catch (error) {
    console.warn(error);
    show("disconnected");
    window.setTimeout(() => void start(), 3000);
  }
}

void start();
