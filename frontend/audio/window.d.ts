interface Window {
  /** Set by a test before the page's scripts: raw microphone, and the next two are filled. */
  __lineTest?: boolean;
  /** What the line plays, for a test to tap. */
  __lineNode?: AudioNode;
  __line?: import("./line").Line;
}
