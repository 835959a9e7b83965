/* A test person: a microphone that speaks on cue (__mic.play) and an ear that records what the line plays (__ear). */
window.__lineTest = true;
(() => {
  let context, destination;
  const microphone = () => {
    context ??= new AudioContext();
    destination ??= context.createMediaStreamDestination();
    return destination;
  };
  navigator.mediaDevices.getUserMedia = async () => microphone().stream.clone();
  const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  window.__mic = {
    async play(base64) {
      microphone();
      await context.resume();
      const source = context.createBufferSource();
      source.buffer = await context.decodeAudioData(bytes(base64).buffer);
      source.connect(destination);
      const ended = new Promise((resolve) => (source.onended = resolve));
      source.start();
      await ended;
    },
  };
  const recorder = `registerProcessor("ear", class extends AudioWorkletProcessor {
    process(inputs) {
      if (inputs[0][0]) this.port.postMessage(inputs[0][0].slice());
      return true;
    }
  })`;
  let chunks = [];
  let ear = null;
  const samples = () => chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  window.__ear = {
    async start() {
      const node = window.__lineNode;
      if (ear?.context !== node.context) {
        await node.context.audioWorklet.addModule(URL.createObjectURL(new Blob([recorder], { type: "text/javascript" })));
        ear = new AudioWorkletNode(node.context, "ear", { numberOfOutputs: 0 });
        ear.port.onmessage = ({ data }) => chunks.push(data);
        node.connect(ear);
      }
      chunks = [];
    },
    seconds: () => (ear ? samples() / ear.context.sampleRate : 0),
    stop() {
      const all = new Int16Array(samples());
      let at = 0;
      for (const chunk of chunks) for (const s of chunk) all[at++] = Math.max(-32768, Math.min(32767, s * 32768));
      let binary = "";
      const raw = new Uint8Array(all.buffer);
      for (let i = 0; i < raw.length; i += 32768) binary += String.fromCharCode(...raw.subarray(i, i + 32768));
      return { rate: ear.context.sampleRate, pcm: btoa(binary) };
    },
  };
})();
