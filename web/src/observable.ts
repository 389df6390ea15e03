import { useEffect, useState } from "./hooks";

/** A value that pages show and that changes outside of them. */
export class Observable<Value> {
  readonly #listeners = new Set<(value: Value) => void>();
  #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }

  set value(value: Value) {
    this.#value = value;
    for (const listener of this.#listeners) listener(value);
  }

  /** @returns what ends the subscription. */
  subscribe(listener: (value: Value) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Shows the component again whenever the value changes. */
export function useObservable<Value>(observable: Observable<Value>): Value {
  const [value, setValue] = useState(observable.value);
  useEffect(() => {
    // It may have changed between the first picture and this effect.
    setValue(observable.value);
    return observable.subscribe(setValue);
  }, [observable]);
  return value;
}
