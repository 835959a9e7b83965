type Listener<T> = (event: T) => void;

/** Tells listeners of typed events, in the order in which they asked. */
export class Emitter<Events> {
  private readonly listeners = new Map<keyof Events, Set<Listener<never>>>();

  /** Returns the function that ends the listening. */
  on<K extends keyof Events>(kind: K, listener: Listener<Events[K]>): () => void {
    const known = this.listeners.get(kind) ?? new Set();
    this.listeners.set(kind, known.add(listener));
    return () => void known.delete(listener);
  }

  protected emit<K extends keyof Events>(kind: K, event: Events[K]): void {
    for (const listener of this.listeners.get(kind) ?? []) (listener as Listener<Events[K]>)(event);
  }

  protected forgetListeners(): void {
    this.listeners.clear();
  }
}
